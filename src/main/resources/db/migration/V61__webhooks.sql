-- Receivers of events, and the events on their way to them.

create table webhook (
  id         varchar(36)   not null primary key,
  project    varchar(63)   not null references project (name) on delete cascade,
  url        varchar(1000) not null,
  events     varchar(500)  not null,  -- names, separated by commas
  secret     varchar(100)  not null,  -- signs the requests
  created_at timestamp(3) with time zone not null
);

create index webhook_newest on webhook (project, id);

create table webhook_delivery (
  id           varchar(36)  not null primary key,
  webhook_id   varchar(36)  not null references webhook (id) on delete cascade,
  event        varchar(30)  not null,
  event_key    varchar(200) not null,  -- the same when an event is told again
  body         text         not null,  -- JSON
  created_at   timestamp(3) with time zone not null,
  attempts     integer      not null,
  due_at       timestamp(3) with time zone,  -- next attempt; null at the end
  delivered_at timestamp(3) with time zone,
  last_status  integer,
  last_error   varchar(500),
  unique (webhook_id, event_key)
);

create index webhook_delivery_due on webhook_delivery (due_at);
create index webhook_delivery_newest on webhook_delivery (webhook_id, id);
