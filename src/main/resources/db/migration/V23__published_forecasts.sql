-- Forecasts that are published as metrics. Their values are made again after a start.

create table published_forecast (
  name          varchar(100) primary key,
  created_at    timestamp(3) with time zone not null,
  model_id      varchar(36),   -- of a model that may have been removed since; null with an alias
  alias         varchar(100),  -- that may have been removed since; null with a model
  dataset_id    varchar(36)  not null,  -- of a dataset that may have been removed since
  ahead_millis  bigint       not null,
  level_percent double precision,       -- null for the usual level of the model
  every_millis  bigint       not null
);
