-- Projects. Everything stored so far belongs to the project `default`. Names that users choose are unique within their project.

create table project (
  name       varchar(63) primary key,
  created_at timestamp(3) with time zone not null
);

insert into project (name, created_at) values ('default', current_timestamp);

alter table dataset add column project varchar(63) default 'default' not null;
alter table dataset alter column project drop default;
alter table dataset add constraint dataset_project foreign key (project) references project (name);
create index dataset_newest on dataset (project, id);

alter table job add column project varchar(63) default 'default' not null;
alter table job alter column project drop default;
alter table job add constraint job_project foreign key (project) references project (name);
create index job_newest on job (project, id);

alter table model add column project varchar(63) default 'default' not null;
alter table model alter column project drop default;
alter table model add constraint model_project foreign key (project) references project (name);
create index model_newest on model (project, id);

-- Aliases with their changes, policies and runs.
create table project_alias (
  project    varchar(63)  not null references project (name),
  name       varchar(100) not null,
  model_id   varchar(36)  not null references model (id),
  changed_at timestamp(3) with time zone not null,
  primary key (project, name)
);
insert into project_alias select 'default', name, model_id, changed_at from alias;

create table project_alias_change (
  id         varchar(36)  primary key,
  project    varchar(63)  not null,
  name       varchar(100) not null,
  model_id   varchar(36)  not null,  -- of a model that may have been removed since
  changed_at timestamp(3) with time zone not null,
  undone     boolean      not null,  -- by a rollback
  reason     text,                   -- null if none was given
  foreign key (project, name) references project_alias (project, name) on delete cascade
);
insert into project_alias_change select id, 'default', name, model_id, changed_at, undone, reason from alias_change;

create table project_retraining (
  project    varchar(63)  not null,
  alias      varchar(100) not null,
  dataset_id varchar(36)  not null,  -- of a dataset that may have been removed since
  policy     text         not null,  -- JSON
  changed_at timestamp(3) with time zone not null,
  due_at     timestamp(3) with time zone,  -- next run of the schedule; null if there is no schedule
  primary key (project, alias),
  foreign key (project, alias) references project_alias (project, name) on delete cascade
);
insert into project_retraining select 'default', alias, dataset_id, policy, changed_at, due_at from retraining;

create table project_retraining_run (
  id              varchar(36)  primary key,  -- that of its job, if it has one
  project         varchar(63)  not null,
  alias           varchar(100) not null,
  cause           varchar(10)  not null,     -- schedule, drift, retry, request
  created_at      timestamp(3) with time zone not null,
  dataset_version integer,                   -- when it was started; null if the dataset was not there
  decision        text,                      -- JSON; null before the end
  problem         text,                      -- JSON; of a run that could not be started
  foreign key (project, alias) references project_alias (project, name) on delete cascade
);
insert into project_retraining_run
  select id, 'default', alias, cause, created_at, dataset_version, decision, problem from retraining_run;

drop table retraining_run;
drop table retraining;
drop table alias_change;
drop table alias;
alter table project_alias rename to alias;
alter table project_alias_change rename to alias_change;
alter table project_retraining rename to retraining;
alter table project_retraining_run rename to retraining_run;
create index alias_model on alias (model_id);
create index alias_change_newest on alias_change (project, name, id);
create index retraining_run_newest on retraining_run (project, alias, id);

-- Published forecasts.
create table project_published_forecast (
  project       varchar(63)  not null references project (name),
  name          varchar(100) not null,
  created_at    timestamp(3) with time zone not null,
  model_id      varchar(36),   -- of a model that may have been removed since; null with an alias
  alias         varchar(100),  -- that may have been removed since; null with a model
  dataset_id    varchar(36)  not null,  -- of a dataset that may have been removed since
  ahead_millis  bigint       not null,
  level_percent double precision,       -- null for the usual level of the model
  every_millis  bigint       not null,
  primary key (project, name)
);
insert into project_published_forecast
  select 'default', name, created_at, model_id, alias, dataset_id, ahead_millis, level_percent, every_millis from published_forecast;
drop table published_forecast;
alter table project_published_forecast rename to published_forecast;

-- Streams.
create table project_stream (
  project       varchar(63)  not null references project (name),
  id            varchar(100) not null,
  generation    varchar(36)  not null,
  model_id      varchar(36)  not null,
  frequency     varchar(50)  not null,
  zone          varchar(50)  not null,
  created_at    timestamp(3) with time zone not null,
  expires_after bigint,
  expires_at    timestamp(3) with time zone,
  seq           bigint       not null,
  series        integer      not null,
  journal_bytes bigint       not null,
  primary key (project, id)
);
insert into project_stream
  select 'default', id, generation, model_id, frequency, zone, created_at, expires_after, expires_at, seq, series, journal_bytes from stream;

create table project_stream_series (
  project    varchar(63)   not null,
  stream_id  varchar(100)  not null,
  series_id  varchar(1000) not null,
  seq        bigint        not null,
  start_at   bigint,
  first_step bigint        not null,
  steps      bytea         not null,
  primary key (project, stream_id, series_id),
  foreign key (project, stream_id) references project_stream (project, id) on delete cascade
);
insert into project_stream_series select 'default', stream_id, series_id, seq, start_at, first_step, steps from stream_series;

create table project_stream_journal (
  project      varchar(63)  not null,
  stream_id    varchar(100) not null,
  seq          bigint       not null,
  observations bytea        not null,
  primary key (project, stream_id, seq),
  foreign key (project, stream_id) references project_stream (project, id) on delete cascade
);
insert into project_stream_journal select 'default', stream_id, seq, observations from stream_journal;

drop table stream_journal;
drop table stream_series;
drop table stream;
alter table project_stream rename to stream;
alter table project_stream_series rename to stream_series;
alter table project_stream_journal rename to stream_journal;
