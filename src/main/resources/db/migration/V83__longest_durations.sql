alter table job add column max_millis bigint;  -- longest duration of the training of a network; null for none
