-- What the user was warned of when the job was submitted.

alter table job add column warnings text;  -- JSON; null for jobs of earlier versions
