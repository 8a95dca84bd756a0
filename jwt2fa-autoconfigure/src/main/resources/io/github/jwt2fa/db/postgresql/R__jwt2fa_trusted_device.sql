-- The trusted devices of jwt2fa. Repeatable: it may run again at any time.
-- Ids are compared byte by byte; times are milliseconds since 1970.
create table if not exists jwt2fa_trusted_device (
  token_hash           varchar(64) not null,
  user_id              varchar(255) not null,
  method               varchar(255) not null,
  device_name          varchar(64),
  password_fingerprint varchar(64),
  created_at           bigint not null,
  last_used_at         bigint not null,
  ends_at              bigint not null,
  primary key (token_hash)
);
create index if not exists jwt2fa_trusted_device_user_id on jwt2fa_trusted_device (user_id);
create index if not exists jwt2fa_trusted_device_ends_at on jwt2fa_trusted_device (ends_at);
