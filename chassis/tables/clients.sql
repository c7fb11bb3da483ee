create table api_client (
    tenant text not null,
    id text not null,
    active boolean not null,
    version integer not null,
    primary key (tenant, id)
);
