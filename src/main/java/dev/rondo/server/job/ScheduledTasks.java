package dev.rondo.server.job;

import dev.rondo.server.TableMigration;
import java.sql.Connection;
import java.sql.SQLException;
import org.flywaydb.core.api.migration.Context;
import org.springframework.stereotype.Component;

/// Migration 31: the table of db-scheduler. A row exists while its job waits or runs.
@Component
class ScheduledTasks extends TableMigration {
  ScheduledTasks() {
    super(31, "scheduled tasks");
  }

  @Override
  public void migrate(Context context) throws SQLException {
    Connection connection = context.getConnection();
    // task_instance is the id of the job, picked_by the run of the service that runs it; task_data
    // is not used.
    run(
        connection,
        """
        create table scheduled_tasks (
          task_name            varchar(100) not null,
          task_instance        varchar(100) not null,
          task_data            %s,
          execution_time       timestamp(6) with time zone not null,
          picked               boolean      not null,
          picked_by            varchar(50),
          last_success         timestamp(6) with time zone,
          last_failure         timestamp(6) with time zone,
          consecutive_failures integer,
          last_heartbeat       timestamp(6) with time zone,
          version              bigint       not null,
          priority             smallint,
          state                varchar(20),
          primary key (task_name, task_instance)
        )
        """
            .formatted(largeBytes(connection)));
    run(connection, "create index scheduled_tasks_due on scheduled_tasks (execution_time)");
    run(connection, "create index scheduled_tasks_heartbeat on scheduled_tasks (last_heartbeat)");
    run(
        connection,
        "create index scheduled_tasks_priority on scheduled_tasks (priority desc, execution_time asc)");
  }
}
