create table idempotency (
    tenant text not null,
    key text not null,
    fingerprint bytea not null,
    result uuid not null,
    at timestamptz not null,
    primary key (tenant, key)
);

-- The directory is public knowledge and belongs to no office. A reader may hear of an office before its parent, so
-- `parent` refers to nothing.
create table office (
    code text not null,
    level text not null,
    name text not null,
    parent text,
    time_zone text not null,
    hosts text[] not null,
    active boolean not null,
    version integer not null,
    address text,
    hours text,
    telephone text,
    mailbox text,
    profile_version integer not null default 0,
    primary key (code),
    check (level in ('ri', 'provinsi', 'kabupaten', 'kota'))
);
create index office_hosts on office using gin (hosts);
grant select, insert, update on office to ppid_{service}_app;
grant select on office to ppid_{service}_system;
