-- Training jobs with their histories and events, and the models they end in.

create table training_job (
  id               varchar(36)  primary key,
  name             varchar(200) not null,
  dataset_id       varchar(36)  not null,  -- of a dataset that may have been removed since
  state            varchar(10)  not null,  -- queued, running, succeeded, failed, cancelled
  attempt          integer      not null,  -- times it was started
  cancel_requested boolean      not null,
  specification    text         not null,  -- JSON
  progress         text         not null,  -- JSON
  model_id         varchar(36),
  problem          text,                   -- JSON; of a failed job
  last_event       bigint       not null,  -- number of its last event
  created_at       timestamp(3) with time zone not null,
  started_at       timestamp(3) with time zone,
  finished_at      timestamp(3) with time zone
);

create index training_job_state on training_job (state, id);
create index training_job_dataset on training_job (dataset_id, state);

create table job_epoch (
  job_id  varchar(36) not null references training_job (id) on delete cascade,
  number  integer     not null,  -- from 1
  epoch   text        not null,  -- JSON: the row of the history as the API answers it
  primary key (job_id, number)
);

create table job_event (
  job_id  varchar(36) not null references training_job (id) on delete cascade,
  seq     bigint      not null,  -- from 1, without gaps
  type    varchar(10) not null,  -- progress, epoch, state
  data    text        not null,  -- JSON
  primary key (job_id, seq)
);

create table model (
  id          varchar(36)  primary key,
  job_id      varchar(36)  not null,  -- of a job that may have been removed since
  name        varchar(200) not null,
  created_at  timestamp(3) with time zone not null,
  description text         not null,  -- JSON: everything but the weights
  checksum    bigint       not null,  -- CRC-32C of the weights
  weights     bytea        not null   -- little-endian float32
);
