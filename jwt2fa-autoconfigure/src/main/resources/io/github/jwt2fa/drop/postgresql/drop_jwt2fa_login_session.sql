-- Removes what R__jwt2fa_login_session.sql makes: every user logs in again, and no ended session is known.
drop table if exists jwt2fa_login_session;
