-- Jobs of any kind: a training is the first. What a job has reached before its result is kept beside it.

alter table training_job rename to job;
alter table job rename column specification to request;  -- JSON: what to run, by kind
alter table job rename column model_id to result_id;     -- of what it ended with, by kind
alter table job alter column dataset_id drop not null;   -- of the dataset it reads
alter table job add column kind varchar(20) default 'training' not null;
alter table job alter column kind drop default;
alter table job add column owner varchar(36);            -- the run of the service that started the present attempt
alter table job add column fraction double precision default 0 not null;  -- how much is done, 0 to 1
alter table job add column memory bigint default 0 not null;              -- bytes that it reserves while it runs

create table job_state (
  job_id   varchar(36) primary key references job (id) on delete cascade,
  state    text        not null,  -- JSON
  checksum bigint      not null,  -- CRC-32C of the weights
  weights  bytea       not null   -- little-endian float32
);

update job set fraction = 1 where state = 'succeeded';
