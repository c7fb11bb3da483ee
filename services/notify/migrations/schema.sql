create table notice (
    tenant text not null,
    id uuid not null,
    request_id uuid not null,
    kind text not null,
    channel text not null,
    facts jsonb not null,
    state text not null,
    attempts integer not null,
    trace text not null,
    created_at timestamptz not null,
    sent_at timestamptz,
    primary key (tenant, id),
    check ((state = 'sent') = (sent_at is not null))
);
create index notice_request on notice (tenant, request_id, created_at);
