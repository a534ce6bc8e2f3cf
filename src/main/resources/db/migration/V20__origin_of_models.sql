-- What a model was trained on, and why an alias was moved.

alter table model add column dataset_id varchar(36);   -- of a dataset that may have been removed since; null if it is not known
alter table model add column trained_until bigint;     -- last observed step of its training: milliseconds since 1970 UTC, or the step itself; null in models of earlier versions
update model set dataset_id = (select job.dataset_id from job where job.id = model.job_id);

alter table alias_change add column reason text;       -- null if none was given
