-- Forecasts that are kept to be compared with the values that come.

create table kept_forecast (
  id              varchar(36)   primary key,
  model_id        varchar(36)   not null references model (id) on delete cascade,
  dataset_id      varchar(36)   not null,  -- of a dataset that may have been removed since
  series_position integer       not null,
  target          integer       not null,  -- number of the target of the model, from 0
  origin          bigint        not null,  -- last step that it used: milliseconds since 1970 UTC, or the step itself
  series_id       varchar(1000) not null,
  created_at      timestamp(3) with time zone not null,
  steps           integer       not null,
  scale           double precision,        -- of MASE; null if it is unknown
  checksum        bigint        not null,  -- CRC-32C of the bytes
  bytes           bytea         not null,  -- little-endian float64: medians, then level and bounds of each interval
  constraint kept_forecast_unique unique (model_id, dataset_id, series_position, target, origin)
);

create index kept_forecast_newest on kept_forecast (model_id, id);
