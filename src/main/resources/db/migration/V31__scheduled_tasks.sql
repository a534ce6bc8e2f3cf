-- Which replica runs which job: the table of db-scheduler. A row exists while its job waits or runs.

create table scheduled_tasks (
  task_name            varchar(100) not null,
  task_instance        varchar(100) not null,  -- id of the job
  task_data            bytea,
  execution_time       timestamp(6) with time zone not null,
  picked               boolean      not null,
  picked_by            varchar(50),            -- the run of the service that runs the job
  last_success         timestamp(6) with time zone,
  last_failure         timestamp(6) with time zone,
  consecutive_failures integer,
  last_heartbeat       timestamp(6) with time zone,  -- the lease ends some heartbeats later
  version              bigint       not null,
  priority             smallint,
  state                varchar(20),
  primary key (task_name, task_instance)
);

create index scheduled_tasks_due on scheduled_tasks (execution_time);
create index scheduled_tasks_heartbeat on scheduled_tasks (last_heartbeat);
create index scheduled_tasks_priority on scheduled_tasks (priority desc, execution_time asc);
