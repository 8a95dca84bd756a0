-- The table of the guide's example of a repository for the users' second-factor data.
create table if not exists login_factor (
  username varchar(255) not null,
  method   varchar(64),
  secret   varchar(255),
  primary key (username)
);
