-- The last verification of all stored data; one row.

create table verification (
  id         integer primary key,
  started_at timestamp(3) with time zone,  -- null if there was none
  report     text                          -- JSON, of the last one that finished; null if there was none
);

insert into verification (id) values (1);
