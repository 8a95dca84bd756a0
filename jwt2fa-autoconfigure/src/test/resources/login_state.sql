-- The table of the guide's example of a state store.
create table if not exists login_state (
  kind       varchar(64)   not null,
  id         varchar(64)   not null,
  bytes      varchar(4000) not null,
  expires_at bigint        not null,
  primary key (kind, id)
);
