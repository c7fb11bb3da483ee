create table document (
    tenant text not null,
    id uuid not null,
    request_id uuid not null,
    purpose text not null,
    name text not null,
    media_type text not null,
    size bigint not null,
    sha256 text,
    state text not null,
    checked_by text,
    storage_version text,
    received_at timestamptz not null,
    stored_at timestamptz,
    verified_at timestamptz,
    fault text,
    version integer not null default 1,
    held boolean not null default false,
    keep_until date,
    flaw text,
    parts_key text,
    preview text,
    brought_by text not null,
    bringer text,
    standing text not null default 'checking',
    original_words text,
    original_by text,
    original_name text,
    original_at timestamptz,
    primary key (tenant, id),
    unique (tenant, id, brought_by),
    check ((state <> 'stored') or (row(sha256, checked_by, storage_version, stored_at) is not null)),
    check (fault in ('changed', 'missing', 'unreadable')),
    check ((length(name) >= 1) and (length(name) <= 200)),
    check (preview in ('words', 'picture', 'likeness', 'none', 'too_large'))
);
create index document_request on document (tenant, request_id, received_at);
create index document_sha256 on document (tenant, sha256);
create index document_unread on document (tenant, coalesce(verified_at, stored_at)) where state = 'stored';

create table acceptance (
    tenant text not null,
    document_id uuid not null,
    finding integer not null,
    reason text not null,
    words text not null,
    accepted_by text not null,
    accepted_at timestamptz not null,
    brought_by text not null,
    accepter text,
    primary key (tenant, document_id, finding),
    foreign key (tenant, document_id, brought_by) references document (tenant, id, brought_by)
);

create table clearance (
    tenant text not null,
    document_id uuid not null,
    sha256 text not null,
    checker text not null,
    findings jsonb not null,
    checked_at timestamptz not null,
    cleared_at timestamptz,
    blackened text[] not null default '{}',
    primary key (tenant, document_id)
);

create table redaction (
    tenant text not null,
    id uuid not null,
    document_id uuid not null,
    stage text not null,
    version integer not null,
    boxes_version integer not null,
    pages jsonb not null,
    started_by text not null,
    started_at timestamptz not null,
    proposed_by text,
    proposer text,
    proposed_at timestamptz,
    file_name text,
    decided_by text,
    decider text,
    decided_at timestamptz,
    words text,
    copy_id uuid,
    primary key (tenant, id),
    check ((stage in ('draft', 'discarded')) or (row(proposed_by, proposer, proposed_at, file_name) is not null)),
    check ((stage <> 'approved') or (row(decided_by, decider, decided_at, copy_id) is not null)),
    check ((stage <> 'approved') or (decided_by <> proposed_by)),
    check ((stage <> 'discarded') or (row(decided_by, decider, decided_at) is not null)),
    check (stage in ('draft', 'proposed', 'approved', 'discarded')),
    foreign key (tenant, document_id) references document (tenant, id)
);
create index redaction_of_document on redaction (tenant, document_id);
create unique index redaction_open on redaction (tenant, document_id) where stage in ('draft', 'proposed');

create table redaction_boxes (
    tenant text not null,
    redaction_id uuid not null,
    version integer not null,
    boxes jsonb not null,
    saved_by text not null,
    saved_at timestamptz not null,
    said bytea,
    saver text,
    primary key (tenant, redaction_id, version),
    foreign key (tenant, redaction_id) references redaction (tenant, id)
);

create table copy (
    tenant text not null,
    document_id uuid not null,
    redaction_id uuid,
    boxes_version integer,
    readable boolean not null default true,
    made_at timestamptz,
    approved_sha256 text,
    approved_at timestamptz,
    original_id uuid not null,
    done integer not null default 0,
    whole integer not null default 0,
    fault text,
    losses text[] not null default '{}',
    primary key (tenant, document_id),
    check ((redaction_id is null) = (boxes_version is null)),
    check ((approved_sha256 is null) = (approved_at is null)),
    foreign key (tenant, original_id) references document (tenant, id),
    foreign key (tenant, redaction_id, boxes_version) references redaction_boxes (tenant, redaction_id, version)
);
create index copy_of_original on copy (tenant, original_id);

create table disposal (
    tenant text not null,
    id uuid not null,
    stage text not null,
    proposed_by text not null,
    proposer text not null,
    proposed_at timestamptz not null,
    decided_by text,
    decider text,
    decided_at timestamptz,
    done_at timestamptz,
    certificate_sha256 text,
    certificate_size integer,
    primary key (tenant, id),
    check (decided_by <> proposed_by),
    check ((stage in ('proposed', 'rejected')) or (row(decided_by, decider, decided_at) is not null)),
    check ((stage <> 'done') or (row(done_at, certificate_sha256, certificate_size) is not null)),
    check (stage in ('proposed', 'approved', 'rejected', 'done'))
);
create index disposal_certificate on disposal (tenant, certificate_sha256);

create table disposal_file (
    tenant text not null,
    disposal_id uuid not null,
    document_id uuid not null,
    ended_on date not null,
    kept_until date not null,
    outcome text,
    settled_at timestamptz,
    primary key (tenant, disposal_id, document_id),
    check (outcome in ('destroyed', 'kept')),
    foreign key (tenant, disposal_id) references disposal (tenant, id),
    foreign key (tenant, document_id) references document (tenant, id)
);
create index disposal_of_document on disposal_file (tenant, document_id);

create table dispute_file (
    tenant text not null,
    dispute_id uuid not null,
    id uuid not null,
    pdf_id uuid not null,
    stage text not null,
    done integer not null,
    whole integer not null,
    asked_at timestamptz not null,
    made_at timestamptz,
    fault text,
    name text,
    documents integer,
    size bigint,
    sha256 text,
    pdf_size bigint,
    pdf_sha256 text,
    primary key (tenant, dispute_id),
    unique (tenant, id),
    check ((stage <> 'made') or (row(made_at, name, documents, size, sha256, pdf_size, pdf_sha256) is not null)),
    check ((stage <> 'failed') or (fault is not null)),
    check (stage in ('waiting', 'reading', 'binding', 'packing', 'made', 'failed'))
);

create table hastened (
    tenant text not null,
    request_id uuid not null,
    erase_after date not null,
    primary key (tenant, request_id)
);

create table hold (
    tenant text not null,
    id uuid not null,
    request_id uuid not null,
    since timestamptz not null,
    disputed boolean not null,
    lift_on date,
    lifted_at timestamptz,
    primary key (tenant, id)
);
create index hold_request on hold (tenant, request_id);

create table known_request (
    tenant text not null,
    id uuid not null,
    number text not null,
    primary key (tenant, id)
);

create table matter (
    tenant text not null,
    request_id uuid not null,
    ended_on date not null,
    told_for date,
    version integer not null default 0,
    primary key (tenant, request_id)
);

create table paper (
    tenant text not null,
    id uuid not null,
    request_id uuid not null,
    kind text not null,
    media_type text not null,
    size integer not null,
    state text not null,
    flaw text,
    checked_by text,
    received_at timestamptz not null,
    received_from text not null,
    destroyed_at timestamptz,
    way text,
    came_at timestamptz not null,
    primary key (tenant, id)
);
create index paper_of_request on paper (tenant, request_id);

create table paper_part (
    tenant text not null,
    paper_id uuid not null,
    number smallint not null,
    sealed bytea not null,
    primary key (tenant, paper_id, number),
    foreign key (tenant, paper_id) references paper (tenant, id)
);

create table preview (
    tenant text not null,
    document_id uuid not null,
    words bytea not null,
    thumbnail bytea,
    made_at timestamptz not null,
    primary key (tenant, document_id),
    foreign key (tenant, document_id) references document (tenant, id)
);

create table release (
    tenant text not null,
    request_id uuid not null,
    document_id uuid not null,
    released_at timestamptz not null,
    primary key (tenant, request_id, document_id),
    foreign key (tenant, document_id) references document (tenant, id)
);

create table round_end (
    round text not null,
    office text not null,
    primary key (round)
);
grant select, insert, update on round_end to ppid_documents_app;

create table shown_checkpoint (
    tenant text not null,
    chain text not null,
    size bigint not null,
    since bigint not null,
    subtrees bytea not null,
    grown bytea not null,
    note text not null,
    sealed_at timestamptz not null,
    primary key (tenant, chain, size)
);

create table unpreviewed (
    tenant text not null,
    document_id uuid not null,
    tries smallint not null default 0,
    due_at timestamptz not null,
    primary key (tenant, document_id),
    foreign key (tenant, document_id) references document (tenant, id)
);
create index unpreviewed_due on unpreviewed (due_at);

alter table acceptance add constraint acceptance_by_another check ((accepted_by <> brought_by)) not valid;
