package dev.rondo.server.job;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import org.flywaydb.core.api.MigrationVersion;
import org.flywaydb.core.api.migration.Context;
import org.flywaydb.core.api.migration.JavaMigration;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/// Migration 13: on H2, the weights that jobs keep become `binary large object`, which is stored outside of the rows. Removing a
/// large `bytea` takes seconds and leaves a gap in the file. PostgreSQL stores large `bytea` outside of the rows already.
@Component
class WeightsOutsideRows implements JavaMigration {
  @Override
  public MigrationVersion getVersion() {
    return MigrationVersion.fromVersion("13");
  }

  @Override
  public String getDescription() {
    return "weights outside rows";
  }

  @Override
  public @Nullable Integer getChecksum() {
    return null;
  }

  @Override
  public boolean canExecuteInTransaction() {
    return true;
  }

  @Override
  public void migrate(Context context) throws SQLException {
    Connection connection = context.getConnection();
    if (!connection.getMetaData().getDatabaseProductName().equals("H2")) return;
    try (Statement statement = connection.createStatement()) {
      statement.execute("alter table job_state alter column weights binary large object not null");
    }
  }
}
