create table pace (
    tenant text not null,
    key bytea not null,
    acts bigint not null,
    since timestamptz not null,
    primary key (tenant, key)
);
