create table information_request (
    tenant text not null,
    id uuid not null,
    number text not null,
    token_hash bytea not null,
    token_sealed bytea not null,
    channel text not null,
    applicant_kind text not null,
    applicant_sealed bytea not null,
    nik_hash bytea,
    category text not null,
    subject text not null,
    detail text not null,
    purpose text,
    obtain text not null,
    format text not null,
    delivery text not null,
    received_at timestamptz not null,
    recorded_at timestamptz not null,
    deadline jsonb not null,
    state text not null,
    documents uuid[] not null default '{}',
    case_version integer not null default 0,
    warnings jsonb not null default '[]',
    version integer not null default 1,
    forgotten_at timestamptz,
    identity_hash bytea,
    code_hash bytea,
    late_reason text,
    primary key (tenant, id),
    unique (tenant, number),
    unique (tenant, token_hash)
);
create unique index information_request_code on information_request (tenant, code_hash);
create index information_request_identity on information_request (tenant, identity_hash, recorded_at);
create index information_request_newest on information_request (tenant, recorded_at desc, id);
create index information_request_nik on information_request (tenant, nik_hash);

create table applicant_act (
    tenant text not null,
    id uuid not null,
    request_id uuid not null,
    at timestamptz not null,
    words_sealed bytea,
    act text not null,
    way text,
    recorded_at timestamptz not null,
    primary key (tenant, id),
    foreign key (tenant, request_id) references information_request (tenant, id)
);
create index request_repair_request on applicant_act (tenant, request_id, at);

create table data_claim (
    tenant text not null,
    id uuid not null,
    request_id uuid not null,
    kind text not null,
    fields text[] not null,
    values_sealed bytea,
    state text not null,
    asked_at timestamptz not null,
    due_at timestamptz not null,
    decided_at timestamptz,
    decided_by text,
    ground text,
    reason_sealed bytea,
    erase_after date,
    primary key (tenant, id),
    foreign key (tenant, request_id) references information_request (tenant, id)
);
create index data_claim_of on data_claim (tenant, request_id, asked_at);
create unique index data_claim_waiting on data_claim (tenant, request_id, kind) where state = 'open';

create table imported_row (
    tenant text not null,
    id uuid not null,
    number text not null,
    received_on date not null,
    told_sealed bytea not null,
    imported_at timestamptz not null,
    register text not null,
    primary key (tenant, id),
    unique (tenant, register, number)
);
create index imported_row_received on imported_row (tenant, register, received_on, number);

create table indication (
    tenant text not null,
    id uuid not null,
    request_id uuid not null,
    ground text not null,
    evidence_sealed bytea not null,
    at timestamptz not null,
    by text not null,
    removed_at timestamptz,
    removed_by text,
    removal_sealed bytea,
    primary key (tenant, id),
    foreign key (tenant, request_id) references information_request (tenant, id)
);
create index indication_of on indication (tenant, request_id, at);

create table likeness (
    tenant text not null,
    request_id uuid not null,
    office text not null,
    number text not null,
    received_on date not null,
    sketch bigint[] not null,
    primary key (tenant, request_id)
);

create table likeness_hash (
    tenant text not null,
    hash bigint not null,
    received_on date not null,
    request_id uuid not null,
    primary key (tenant, hash, received_on, request_id)
);

create table number_counter (
    tenant text not null,
    kind text not null,
    year integer not null,
    last integer not null,
    primary key (tenant, kind, year)
);

create table objection (
    tenant text not null,
    id uuid not null,
    request_id uuid not null,
    number text not null,
    channel text not null,
    grounds text[] not null,
    by_attorney boolean not null,
    words_sealed bytea not null,
    received_at timestamptz not null,
    recorded_at timestamptz not null,
    regime text not null,
    found_on date not null,
    filing_until date not null,
    deadline jsonb not null,
    warnings text[] not null,
    state text not null,
    file_version integer not null,
    answered_at timestamptz,
    act_until date,
    dispute_until date,
    documents uuid[] not null,
    silence_until date,
    primary key (tenant, id),
    unique (tenant, number),
    foreign key (tenant, request_id) references information_request (tenant, id)
);
create index objection_request on objection (tenant, request_id, recorded_at);

create table request_destination (
    tenant text not null,
    request_id uuid not null,
    office text not null,
    number text not null,
    received_at timestamptz not null,
    primary key (tenant, request_id),
    foreign key (tenant, request_id) references information_request (tenant, id)
);

create table request_origin (
    tenant text not null,
    request_id uuid not null,
    offices text[] not null,
    number text not null,
    received_at timestamptz not null,
    primary key (tenant, request_id),
    foreign key (tenant, request_id) references information_request (tenant, id)
);

create table request_part (
    tenant text not null,
    id uuid not null,
    request_id uuid not null,
    position integer not null,
    category text not null,
    subject text not null,
    detail text not null,
    proposed_at timestamptz not null,
    primary key (tenant, id),
    foreign key (tenant, request_id) references information_request (tenant, id)
);
create index request_part_of on request_part (tenant, request_id, position);

create table request_step (
    tenant text not null,
    request_id uuid not null,
    version integer not null,
    kind text not null,
    at timestamptz not null,
    until date,
    primary key (tenant, request_id, version),
    foreign key (tenant, request_id) references information_request (tenant, id)
);
