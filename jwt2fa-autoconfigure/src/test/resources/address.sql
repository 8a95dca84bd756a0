create table address (username varchar(255) primary key, email varchar(255) not null);
