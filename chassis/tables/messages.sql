create table heartbeat (
    role text not null,
    host text not null,
    at timestamptz not null,
    progress bigint not null,
    primary key (role, host)
) with (fillfactor = 50);
grant select, insert, delete, update on heartbeat to ppid_{service}_system;

create table inbox (
    tenant text not null,
    message_id uuid not null,
    received_at timestamptz not null default now(),
    primary key (tenant, message_id)
);
create index inbox_age on inbox using brin (received_at);

-- `seq` is drawn while the row of the aggregate is locked, so within an aggregate it follows the versions. Across
-- aggregates it is no order of commits: rows are read by "not yet published", never by "seq > last".
create table outbox (
    tenant text not null,
    aggregate text not null,
    aggregate_id text not null,
    aggregate_version integer not null,
    seq bigint generated always as identity,
    id uuid not null,
    routing_key text not null,
    body text not null,
    partition smallint not null,
    created_at timestamptz not null default now(),
    published_at timestamptz,
    fault text,
    primary key (tenant, aggregate, aggregate_id, aggregate_version),
    check (aggregate_version > 0)
) with (autovacuum_vacuum_scale_factor = 0.02);
create index outbox_age on outbox using brin (created_at);
create index outbox_faulty on outbox (tenant, aggregate, aggregate_id) where fault is not null;
create index outbox_waiting on outbox (seq) where published_at is null;

-- `tenant` is empty for a message that could not be read. A row is open until `settled_at`; an open one, dead or not,
-- holds back later messages of its aggregate.
create table parked (
    tenant text not null,
    message_id uuid not null,
    seq bigint generated always as identity,
    type text not null,
    aggregate text not null,
    aggregate_id text not null,
    body bytea not null,
    attempts smallint not null,
    error text not null,
    trace text not null,
    parked_at timestamptz not null default now(),
    next_attempt_at timestamptz not null,
    dead_at timestamptz,
    settled_at timestamptz,
    history jsonb not null default '[]',
    primary key (tenant, message_id)
);
create index parked_due on parked (next_attempt_at) where (settled_at is null) and (dead_at is null);
create index parked_open on parked (tenant, aggregate, aggregate_id, seq) where settled_at is null;
