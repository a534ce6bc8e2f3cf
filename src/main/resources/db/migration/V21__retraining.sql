-- Policies by which models are trained again, and their runs.

create table retraining (
  alias      varchar(100) primary key references alias (name) on delete cascade,
  dataset_id varchar(36)  not null,  -- of a dataset that may have been removed since
  policy     text         not null,  -- JSON
  changed_at timestamp(3) with time zone not null,
  due_at     timestamp(3) with time zone  -- next run of the schedule; null if there is no schedule
);

create table retraining_run (
  id              varchar(36)  primary key,  -- that of its job, if it has one
  alias           varchar(100) not null references alias (name) on delete cascade,
  cause           varchar(10)  not null,     -- schedule, drift, retry, request
  created_at      timestamp(3) with time zone not null,
  dataset_version integer,                   -- when it was started; null if the dataset was not there
  decision        text,                      -- JSON; null before the end
  problem         text                       -- JSON; of a run that could not be started
);

create index retraining_run_newest on retraining_run (alias, id);
