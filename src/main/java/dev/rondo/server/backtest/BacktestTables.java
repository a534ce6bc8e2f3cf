package dev.rondo.server.backtest;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import org.flywaydb.core.api.MigrationVersion;
import org.flywaydb.core.api.migration.Context;
import org.flywaydb.core.api.migration.JavaMigration;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/// Migration 15: the results of backtests, and their forecasts and errors in blocks, see [Block]. H2 stores `binary large object`
/// outside of the rows, which makes their removal fast and leaves no gaps in the file.
@Component
class BacktestTables implements JavaMigration {
  private static final String RESULTS =
      "create table backtest ("
          + "job_id varchar(36) primary key references job (id) on delete cascade, "
          + "report text not null)";

  private static final String BLOCKS =
      "create table backtest_block ("
          + "job_id varchar(36) not null references job (id) on delete cascade, "
          + "number integer not null, content varchar(10) not null, candidate integer not null, "
          + "first_key integer not null, last_key integer not null, "
          + "checksum bigint not null, primary key (job_id, number), bytes ";

  @Override
  public MigrationVersion getVersion() {
    return MigrationVersion.fromVersion("15");
  }

  @Override
  public String getDescription() {
    return "backtests";
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
    boolean h2 = connection.getMetaData().getDatabaseProductName().equals("H2");
    try (Statement statement = connection.createStatement()) {
      statement.execute(RESULTS);
      if (h2) statement.execute(BLOCKS + "binary large object not null)");
      else statement.execute(BLOCKS + "bytea not null)");
    }
  }
}
