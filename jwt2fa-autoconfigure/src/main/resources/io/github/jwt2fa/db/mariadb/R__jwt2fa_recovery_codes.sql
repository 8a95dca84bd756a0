-- The recovery codes of jwt2fa. Repeatable: it may run again at any time.
-- User ids are compared byte by byte; times are milliseconds since 1970.
create table if not exists jwt2fa_recovery_codes (
  user_id     varchar(255) character set utf8mb4 collate utf8mb4_nopad_bin not null,
  code_hashes varchar(2000) character set ascii collate ascii_bin not null,
  created_at  bigint not null,
  primary key (user_id)
);
