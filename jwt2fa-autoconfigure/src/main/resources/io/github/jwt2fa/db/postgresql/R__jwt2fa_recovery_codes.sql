-- The recovery codes of jwt2fa. Repeatable: it may run again at any time.
-- User ids are compared byte by byte; times are milliseconds since 1970.
create table if not exists jwt2fa_recovery_codes (
  user_id     varchar(255) not null,
  code_hashes varchar(2000) not null,
  created_at  bigint not null,
  primary key (user_id)
);
