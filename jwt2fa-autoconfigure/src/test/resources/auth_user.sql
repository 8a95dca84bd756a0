-- What the guide's page on moving over reads: tables as Django and drf-jwt-2fa make them.
create table auth_user (
  id integer primary key, username varchar(150) not null unique, password varchar(128) not null,
  email varchar(254) not null, is_active boolean not null, is_staff boolean not null
);
-- "correct horse battery staple", hashed by PBKDF2 of Python's hashlib
insert into auth_user values (42, 'alice', 'pbkdf2_sha256$600000$5qZ0rYc1xJ7wKpVdN2hT8u$9oZiyfACJKn/gkahfJmlRK82np7/HvOHjzmbD6Kf2IU=', 'alice@example.com', true, true);
insert into auth_user values (43, 'bob', '!kZ0rYc1xJ7wKpVdN2hT8u5qZ0rYc1xJ7wKpVdN2', '', true, false);
create table drf_jwt_2fa_usertwofactorauthdata (
  id bigint primary key, preferred_2fa_auth varchar(50) not null, encrypted_totp_secret varchar(255) not null,
  user_id integer not null unique
);
insert into drf_jwt_2fa_usertwofactorauthdata values (1, 'totp', 'gAAAAABrBc8f7QjGF91kqhZ5dzjmg9OalVUCA6csr3r-BIogY_cizW8gi6SBbi1cRsI9ZRtAhk9_PMfs8CZR32kt4MgFRks9x5fIh1Eb_ianf-hSxDljHtzBZPpgnTXhkcp7WJAwxUOt', 42);
insert into drf_jwt_2fa_usertwofactorauthdata values (2, '', '', 43);
create table token_blacklist_outstandingtoken (
  id bigint primary key, token varchar(1000) not null, created_at timestamp with time zone not null,
  expires_at timestamp with time zone not null, user_id integer, jti varchar(255) not null unique
);
create table token_blacklist_blacklistedtoken (
  id bigint primary key, blacklisted_at timestamp with time zone not null, token_id bigint not null unique
);
insert into token_blacklist_outstandingtoken values (7, 'text', current_timestamp, dateadd('day', 1, current_timestamp), 42, 'fedcba9876543210fedcba9876543210');
insert into token_blacklist_outstandingtoken values (8, 'text', current_timestamp, dateadd('day', 1, current_timestamp), 42, '0123456789abcdef0123456789abcdef');
insert into token_blacklist_blacklistedtoken values (1, current_timestamp, 7);
