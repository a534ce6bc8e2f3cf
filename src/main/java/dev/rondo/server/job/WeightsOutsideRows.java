package dev.rondo.server.job;

import dev.rondo.server.TableMigration;
import java.sql.Connection;
import java.sql.SQLException;
import org.flywaydb.core.api.migration.Context;
import org.springframework.stereotype.Component;

/// Migration 13: on H2, the weights that jobs keep become `binary large object`, which is stored outside of the rows. Removing a
/// large `bytea` takes seconds and leaves a gap in the file. PostgreSQL stores large `bytea` outside of the rows already.
@Component
class WeightsOutsideRows extends TableMigration {
  WeightsOutsideRows() {
    super(13, "weights outside rows");
  }

  @Override
  public void migrate(Context context) throws SQLException {
    Connection connection = context.getConnection();
    if (onH2(connection))
      run(connection, "alter table job_state alter column weights binary large object not null");
  }
}
