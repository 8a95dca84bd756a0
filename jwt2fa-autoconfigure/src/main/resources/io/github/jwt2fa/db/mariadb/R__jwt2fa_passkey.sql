-- The passkeys of jwt2fa. Repeatable: it may run again at any time.
-- The key is SHA-256 of the bytes of the credential's id. User ids are compared byte by byte; times are milliseconds
-- since 1970, and 0 is never.
create table if not exists jwt2fa_passkey (
  credential_hash   varchar(64) character set ascii collate ascii_bin not null,
  credential_id     varchar(1364) character set ascii collate ascii_bin not null,
  user_id           varchar(255) character set utf8mb4 collate utf8mb4_nopad_bin not null,
  user_handle       varchar(86) character set ascii collate ascii_bin not null,
  public_key        varchar(2731) character set ascii collate ascii_bin not null,
  backup_eligible   boolean not null,
  aaguid            varchar(36) character set ascii collate ascii_bin not null,
  transports        varchar(255) character set ascii collate ascii_bin,
  label             varchar(64) character set utf8mb4 collate utf8mb4_nopad_bin,
  created_at        bigint not null,
  signature_counter bigint not null,
  backed_up         boolean not null,
  last_used_at      bigint not null,
  primary key (credential_hash)
);
create index if not exists jwt2fa_passkey_user_id on jwt2fa_passkey (user_id);
