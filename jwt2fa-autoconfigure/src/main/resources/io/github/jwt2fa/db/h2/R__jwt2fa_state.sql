-- The state of logins of jwt2fa, for jwt2fa.state.store=jdbc. Repeatable: it may run again at any time.
-- Keys are compared byte by byte; times are milliseconds since 1970.
create table if not exists jwt2fa_state (
  state_key  varchar(255) not null,
  bytes      varbinary(4000) not null,
  expires_at bigint not null,
  primary key (state_key)
);
create index if not exists jwt2fa_state_expires_at on jwt2fa_state (expires_at);
