-- A model that was imported from a file has no job here.

alter table model alter column job_id drop not null;
