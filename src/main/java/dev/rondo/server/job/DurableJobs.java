package dev.rondo.server.job;

import dev.rondo.server.TableMigration;
import java.sql.Connection;
import java.sql.SQLException;
import org.flywaydb.core.api.migration.Context;
import org.springframework.stereotype.Component;

/// Migration 30: jobs keep what they have finished, can be paused, and have priorities.
@Component
class DurableJobs extends TableMigration {
  DurableJobs() {
    super(30, "durable jobs");
  }

  @Override
  public void migrate(Context context) throws SQLException {
    Connection connection = context.getConnection();
    for (String column :
        new String[] {
          "priority integer default 0 not null", // higher ones begin first
          "pause_requested boolean default false not null",
          "cancels integer default 0 not null", // times that a user cancelled it
          "progressed integer default 0 not null", // last attempt that wrote a checkpoint
          "spent_millis bigint default 0 not null", // time of all attempts until the last
          // checkpoint
          "basis varchar(200)", // what the checkpoints were computed from
          "continues varchar(36)" // the job whose training it continues; it may have been removed
        }) run(connection, "alter table job add column " + column);
    run(
        connection,
        """
        create table job_checkpoint (
          job_id   varchar(36)  not null references job (id) on delete cascade,
          part     varchar(300) not null,
          checksum bigint       not null,
          content  %s not null,
          primary key (job_id, part)
        )
        """
            .formatted(largeBytes(connection)));
  }
}
