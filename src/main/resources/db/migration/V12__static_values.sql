-- Static values: what does not change over time in a series. The static columns of a dataset are in its description.

alter table dataset_series add column statics text;  -- JSON; null if there are none
