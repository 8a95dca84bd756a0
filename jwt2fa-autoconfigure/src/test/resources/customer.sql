create table customer (username varchar(64) primary key, second_factor varchar(64), authenticator_secret varchar(255));
insert into customer (username) values ('alice');
insert into customer (username, second_factor) values ('bob', 'no-2fa');
