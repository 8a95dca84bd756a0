-- The second-factor data of jwt2fa. Repeatable: it may run again at any time.
-- User ids are compared byte by byte.
create table if not exists jwt2fa_user_two_factor_auth_data (
  user_id          varchar(255) character set utf8mb4 collate utf8mb4_nopad_bin not null,
  preferred_method varchar(64),
  totp_secret      varchar(255),
  primary key (user_id)
);
