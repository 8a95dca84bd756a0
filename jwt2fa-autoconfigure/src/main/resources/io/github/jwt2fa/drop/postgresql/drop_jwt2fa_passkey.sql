-- Removes what R__jwt2fa_passkey.sql makes: the passkeys of all users.
drop table if exists jwt2fa_passkey;
