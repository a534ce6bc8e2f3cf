-- The choices of an automatic training; null before it starts, and for other jobs.
alter table job add column decisions text;
