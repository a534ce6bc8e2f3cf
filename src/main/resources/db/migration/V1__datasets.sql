-- Datasets: what they are, their series, and the values of all series in one row of checksummed blocks.

create table dataset (
  id          varchar(36)   primary key,
  name        varchar(200)  not null,
  created_at  timestamp(3) with time zone not null,
  fingerprint varchar(64)   not null,
  description text          not null  -- JSON: the dataset as the API answers it
);

create table dataset_series (
  dataset_id  varchar(36)   not null references dataset (id) on delete cascade,
  position    integer       not null,  -- from 0, in the order of the dataset
  series_id   varchar(1000) not null,
  start_at    bigint        not null,  -- milliseconds since 1970 UTC, or the step itself
  steps       integer       not null,
  missing     bigint        not null,
  first_value bigint        not null,  -- where its values begin among those of the dataset
  primary key (dataset_id, position),
  constraint dataset_series_id_unique unique (dataset_id, series_id)
);

create table dataset_block (
  dataset_id  varchar(36)   not null references dataset (id) on delete cascade,
  position    integer       not null,  -- from 0
  checksum    bigint        not null,  -- CRC-32C of the bytes
  bytes       bytea         not null,  -- little-endian float64; series by series, column by column
  primary key (dataset_id, position)
);
