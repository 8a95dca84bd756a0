-- What the guide's page on moving over reads: tables as Django, drf-jwt-2fa and Simple JWT make them in MariaDB.
create table auth_user (
  id integer primary key, username varchar(150) not null unique, password varchar(128) not null,
  email varchar(254) not null, is_active bool not null, is_staff bool not null
);
create table drf_jwt_2fa_usertwofactorauthdata (
  id bigint primary key, preferred_2fa_auth varchar(50) not null, encrypted_totp_secret varchar(255) not null,
  user_id integer not null unique, foreign key (user_id) references auth_user (id)
);
create table token_blacklist_outstandingtoken (
  id bigint primary key, token longtext not null, created_at datetime(6),
  expires_at datetime(6) not null, user_id integer, jti varchar(255) not null unique
);
create table token_blacklist_blacklistedtoken (
  id bigint primary key, blacklisted_at datetime(6) not null, token_id bigint not null unique
);
