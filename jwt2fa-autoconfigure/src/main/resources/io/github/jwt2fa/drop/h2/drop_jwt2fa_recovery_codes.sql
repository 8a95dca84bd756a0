-- Removes what R__jwt2fa_recovery_codes.sql makes: the recovery codes of all users.
drop table if exists jwt2fa_recovery_codes;
