-- Removes what R__jwt2fa_trusted_device.sql makes: all users' trusted devices.
drop table if exists jwt2fa_trusted_device;
