-- Aliases of models, and the models that they stood for.

create table alias (
  name       varchar(100) primary key,
  model_id   varchar(36)  not null references model (id),
  changed_at timestamp(3) with time zone not null
);

create index alias_model on alias (model_id);

create table alias_change (
  id         varchar(36)  primary key,
  name       varchar(100) not null references alias (name) on delete cascade,
  model_id   varchar(36)  not null,  -- of a model that may have been removed since
  changed_at timestamp(3) with time zone not null,
  undone     boolean      not null   -- by a rollback
);

create index alias_change_newest on alias_change (name, id);
