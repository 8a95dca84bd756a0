-- The state of logins of jwt2fa, for jwt2fa.state.store=jdbc. Repeatable: it may run again at any time.
-- Keys are compared byte by byte; times are milliseconds since 1970.
create table if not exists jwt2fa_state (
  state_key  varchar(255) not null,
  bytes      bytea not null,
  expires_at bigint not null,
  primary key (state_key)
);
-- A table that shrinks to nothing at night would be read from end to end in the morning, until it is analyzed.
alter table jwt2fa_state set (vacuum_truncate = false);
create index if not exists jwt2fa_state_expires_at on jwt2fa_state (expires_at);
