-- Observations that are added to stored datasets.

alter table dataset add column first_fingerprint varchar(64);  -- of its first version; null if it never changed
alter table dataset add column changes varchar(64);            -- sum of the hashes of its changes, hexadecimal; null if it never changed

alter table dataset_series add column changed_in integer default 1 not null;  -- version of the dataset in which it changed last
create index dataset_series_steps on dataset_series (dataset_id, steps);

alter table series_block add column first_step integer;  -- least step of any series in the block; null if not known
alter table series_block add column last_step integer;   -- greatest step of any series in the block; null if not known

create table append_key (
  dataset_id      varchar(36)  not null references dataset (id) on delete cascade,
  idempotency_key varchar(200) not null,
  body_hash       varchar(64)  not null,  -- SHA-256 of the request
  answer          text         not null,  -- JSON: the answer to it
  created_at      timestamp(3) with time zone not null,
  primary key (dataset_id, idempotency_key)
);

alter table job_state add column fingerprint varchar(64);   -- of the dataset; null in jobs of earlier versions
alter table model add column dataset_version integer;       -- version of its dataset; null in models of earlier versions
