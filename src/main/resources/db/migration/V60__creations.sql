-- What requests with an Idempotency-Key have created; kept for a day.

create table creation (
  project         varchar(63)   not null references project (name) on delete cascade,
  idempotency_key varchar(200)  not null,
  request_hash    varchar(64)   not null,  -- SHA-256 of the request
  location        varchar(2000) not null,  -- path of what it created
  status          integer       not null,  -- of the answer
  created_at      timestamp(3) with time zone not null,
  primary key (project, idempotency_key)
);

create index creation_created_at on creation (created_at);
