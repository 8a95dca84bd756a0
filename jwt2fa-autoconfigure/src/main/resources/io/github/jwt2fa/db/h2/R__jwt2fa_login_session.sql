-- The sessions of jwt2fa. Repeatable: it may run again at any time.
-- Ids are compared byte by byte; times are milliseconds since 1970.
create table if not exists jwt2fa_login_session (
  session_id        varchar(255) not null,
  user_id           varchar(255) not null,
  started_at        bigint not null,
  current_token_id  varchar(255),
  previous_token_id varchar(255),
  refreshed_at      bigint not null,
  ends_at           bigint not null,
  method            varchar(255),
  device_name       varchar(64),
  primary key (session_id)
);
create index if not exists jwt2fa_login_session_user_id on jwt2fa_login_session (user_id);
create index if not exists jwt2fa_login_session_ends_at on jwt2fa_login_session (ends_at);
