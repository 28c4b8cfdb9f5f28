-- Digits without the plus sign; a binary collation, so that a number stands right before those it begins.
create table number_mapping (
    e164           varchar(15)  not null,
    uri            varchar(255),
    routing_number varchar(21),
    npdi           boolean      not null default false,
    primary key (e164)
) default character set utf8mb4 collate utf8mb4_bin;
