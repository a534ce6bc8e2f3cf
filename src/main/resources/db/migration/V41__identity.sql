-- Keys, sign-ins of the dashboard, and the audit log.

create table api_key (
  id           varchar(36)  primary key,
  name         varchar(200) not null,
  role         varchar(10)  not null,  -- reader, trainer, admin
  projects     text,                   -- names, separated by commas, the usual one first; null for all
  hash         varchar(64)  not null unique,  -- SHA-256 of the text of the key, hexadecimal
  beginning    varchar(20)  not null,  -- of the text, by which people recognise the key
  created_by   varchar(200) not null,
  created_at   timestamp(3) with time zone not null,
  expires_at   timestamp(3) with time zone,  -- null if it does not expire
  revoked_at   timestamp(3) with time zone,  -- null if it was not revoked
  last_used_at timestamp(3) with time zone   -- null if it was never used
);

create table web_session (
  hash       varchar(64)  primary key,  -- SHA-256 of the text in the cookie, hexadecimal
  key_id     varchar(36)  references api_key (id) on delete cascade,  -- null for a sign-in with a token
  name       varchar(200) not null,
  role       varchar(10)  not null,
  projects   text,                      -- as those of a key
  project    varchar(63)  not null,     -- the one that is chosen
  created_at timestamp(3) with time zone not null,
  expires_at timestamp(3) with time zone not null
);

create index web_session_expires on web_session (expires_at);

create table audit_entry (
  id         varchar(36)   primary key,
  created_at timestamp(3) with time zone not null,
  caller     varchar(200)  not null,
  key_id     varchar(36),               -- null if no key was used
  role       varchar(10)   not null,
  project    varchar(63),               -- null if the request was refused before it had one
  method     varchar(10)   not null,
  path       varchar(2000) not null,
  status     integer       not null,
  request_id varchar(100)  not null
);

create index audit_entry_caller on audit_entry (caller, id);
create index audit_entry_project on audit_entry (project, id);
