-- Removes what R__jwt2fa_user_two_factor_auth_data.sql makes: the second factors of all users.
drop table if exists jwt2fa_user_two_factor_auth_data;
