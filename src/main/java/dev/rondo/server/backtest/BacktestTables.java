package dev.rondo.server.backtest;

import dev.rondo.server.TableMigration;
import java.sql.Connection;
import java.sql.SQLException;
import org.flywaydb.core.api.migration.Context;
import org.springframework.stereotype.Component;

/// Migration 15: the results of backtests, and their forecasts and errors in blocks, see [Block].
@Component
class BacktestTables extends TableMigration {
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

  BacktestTables() {
    super(15, "backtests");
  }

  @Override
  public void migrate(Context context) throws SQLException {
    Connection connection = context.getConnection();
    run(connection, RESULTS);
    run(connection, BLOCKS + largeBytes(connection) + " not null)");
  }
}
