alter table office
    add column region_name text not null,
    add column aliases text[] not null;

create table api_client (
    tenant text not null,
    id text not null,
    name text not null,
    secret_hash bytea not null,
    roles text[] not null,
    demo boolean not null,
    active boolean not null,
    version integer not null default 0,
    primary key (tenant, id),
    foreign key (tenant) references office (code)
);

create table draft (
    tenant text not null,
    id bytea not null,
    content bytea not null,
    key text not null,
    sent boolean not null,
    expires_at timestamptz not null,
    primary key (tenant, id)
);
create index draft_expiry on draft (tenant, expires_at);

create table staff (
    tenant text not null,
    id uuid not null,
    username text not null,
    name text not null,
    password_hash text,
    roles text[] not null,
    demo boolean not null,
    state text not null,
    mailbox bytea,
    active boolean generated always as ((state = 'active')) stored not null,
    primary key (tenant, id),
    unique (tenant, username),
    check ((state = 'invited') or (password_hash is not null) or (state = 'left')),
    check (state in ('invited', 'active', 'suspended', 'left')),
    check (username = lower(username)),
    foreign key (tenant) references office (code)
);

create table recovery_code (
    tenant text not null,
    staff_id uuid not null,
    code_hash bytea not null,
    primary key (tenant, staff_id, code_hash),
    foreign key (tenant, staff_id) references staff (tenant, id)
);

create table sign_in_attempt (
    tenant text not null,
    key bytea not null,
    tries integer not null,
    last_at timestamptz not null,
    primary key (tenant, key)
);

create table staff_invitation (
    tenant text not null,
    id uuid not null,
    staff_id uuid not null,
    token_hash bytea not null,
    expires_at timestamptz not null,
    primary key (tenant, id),
    unique (tenant, staff_id),
    unique (tenant, token_hash),
    foreign key (tenant, staff_id) references staff (tenant, id)
);

create table staff_phone (
    tenant text not null,
    staff_id uuid not null,
    secret bytea not null,
    last_counter bigint not null default 0,
    confirmed boolean not null default false,
    primary key (tenant, staff_id),
    foreign key (tenant, staff_id) references staff (tenant, id)
);

create table staff_session (
    tenant text not null,
    token_hash bytea not null,
    staff_id uuid not null,
    created_at timestamptz not null,
    seen_at timestamptz not null,
    browser text not null default '',
    primary key (tenant, token_hash),
    foreign key (tenant, staff_id) references staff (tenant, id)
);
create index staff_session_age on staff_session (tenant, created_at);
