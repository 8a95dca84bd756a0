-- Removes what R__jwt2fa_state.sql makes: all logins that are going on begin again, and all limits.
drop table if exists jwt2fa_state;
