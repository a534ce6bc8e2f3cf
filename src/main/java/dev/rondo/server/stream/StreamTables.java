package dev.rondo.server.stream;

import dev.rondo.server.TableMigration;
import java.sql.Connection;
import java.sql.SQLException;
import org.flywaydb.core.api.migration.Context;
import org.springframework.stereotype.Component;

/// Migration 19: streams, the windows of their series, and the journal of the observations since these were written.
@Component
class StreamTables extends TableMigration {
  private static final String STREAMS =
      "create table stream ("
          + "id varchar(100) primary key, generation varchar(36) not null, model_id varchar(36) not null, "
          + "frequency varchar(50) not null, zone varchar(50) not null, "
          + "created_at timestamp(3) with time zone not null, "
          + "expires_after bigint, expires_at timestamp(3) with time zone, "
          + "seq bigint not null, series integer not null, journal_bytes bigint not null)";

  private static final String SERIES =
      "create table stream_series ("
          + "stream_id varchar(100) not null references stream (id) on delete cascade, "
          + "series_id varchar(1000) not null, seq bigint not null, start_at bigint, first_step bigint not null, "
          + "steps bytea not null, primary key (stream_id, series_id))";

  private static final String JOURNAL =
      "create table stream_journal ("
          + "stream_id varchar(100) not null references stream (id) on delete cascade, "
          + "seq bigint not null, observations bytea not null, primary key (stream_id, seq))";

  StreamTables() {
    super(19, "streams");
  }

  @Override
  public void migrate(Context context) throws SQLException {
    Connection connection = context.getConnection();
    run(connection, STREAMS);
    run(connection, SERIES);
    run(connection, JOURNAL);
  }
}
