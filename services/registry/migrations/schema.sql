create extension if not exists btree_gin;
create extension if not exists pg_trgm;

create function count_added() returns trigger
    language plpgsql
    set search_path to 'public'
    as $$
begin
    insert into published_count (tenant, kind, n) select tenant, kind,  count(*) from added group by 1, 2
    on conflict (tenant, kind) do update set n = published_count.n + excluded.n;
    return null;
end
$$;

create function count_removed() returns trigger
    language plpgsql
    set search_path to 'public'
    as $$
begin
    insert into published_count (tenant, kind, n) select tenant, kind, - count(*) from removed group by 1, 2
    on conflict (tenant, kind) do update set n = published_count.n + excluded.n;
    return null;
end
$$;

create table dip_item (
    tenant text not null,
    id uuid not null,
    summary text not null,
    kind text not null,
    unit text not null,
    responsible text not null,
    made_on date not null,
    made_in text not null,
    form text not null,
    retention text not null,
    archive_class text,
    link text,
    state text not null,
    published integer not null,
    review_on date,
    changed_at timestamptz not null,
    version integer not null,
    primary key (tenant, id)
);
create index dip_item_newest on dip_item (tenant, state, changed_at desc, id);
create index dip_item_review on dip_item (tenant, review_on) where state = 'published';

create table annual_report (
    tenant text not null,
    id uuid not null,
    year integer not null,
    words jsonb not null,
    figures jsonb,
    letter_number text,
    issued_at timestamptz,
    signer text,
    capacity text,
    signing_decree text,
    signed_by text,
    item uuid,
    handed_on date,
    handed_reference text,
    version integer not null,
    primary key (tenant, id),
    unique (tenant, year),
    foreign key (tenant, item) references dip_item (tenant, id)
);

create table appointment (
    tenant text not null,
    id uuid not null,
    role text not null,
    capacity text not null,
    name text not null,
    position text not null,
    holder text,
    decree_number text not null,
    decree_on date not null,
    since date not null,
    until date,
    ended_because text,
    recorded_at timestamptz not null,
    recorded_by text not null,
    version integer not null,
    primary key (tenant, id)
);

create table case_file (
    tenant text not null,
    id uuid not null,
    number text not null,
    channel text not null,
    applicant_kind text not null,
    category text not null,
    received_at timestamptz not null,
    regime text not null,
    regime_reason text not null,
    stage text not null,
    due_on date not null,
    extended_due_on date not null,
    version integer not null,
    answered_on date,
    answer_due_on date,
    registered_on date not null,
    complete_on date,
    repair_until date,
    regime_changed_on date,
    first_received_at timestamptz,
    strict_due_on date,
    strict_extended_due_on date,
    passed text[] not null default '{}',
    transferred_to text,
    binding_on date generated always as ( case when (stage = 'extended') then coalesce(completeness_extended_due_on, strict_extended_due_on, extended_due_on) else coalesce(completeness_due_on, strict_due_on, due_on) end) stored not null,
    part_of uuid,
    regime_proposed text,
    regime_proposed_by text,
    regime_proposed_because text,
    complete_from date,
    completeness_due_on date,
    completeness_extended_due_on date,
    came_from text,
    came_as uuid,
    returned_by text,
    returned_on date,
    returned_because text,
    first_received_on date,
    primary key (tenant, id),
    unique (tenant, number),
    check ((came_from is null) = (came_as is null))
);
create index case_file_newest on case_file (tenant, received_at desc, id);
create index case_file_queue on case_file (tenant, stage, binding_on, id);

create table case_letter (
    tenant text not null,
    id uuid not null,
    case_id uuid not null,
    version integer not null,
    act text not null,
    ground text,
    statement text not null,
    until date,
    at timestamptz not null,
    by text not null,
    signer text,
    capacity text,
    signing_decree text,
    signed_by text,
    signing_role text,
    letter_number text not null,
    code text not null,
    office_name text not null,
    office_contact text,
    receiver text,
    primary key (tenant, id),
    constraint case_letter_code unique (tenant, code),
    foreign key (tenant, case_id) references case_file (tenant, id)
);
create index case_letter_case on case_letter (tenant, case_id, version);

create table objection_file (
    tenant text not null,
    id uuid not null,
    request_id uuid not null,
    number text not null,
    channel text not null,
    grounds text[] not null,
    by_attorney boolean not null,
    regime text not null,
    received_at timestamptz not null,
    found_on date not null,
    filing_until date not null,
    timeliness text not null,
    due_on date not null,
    stage text not null,
    act_until date,
    fulfilment text,
    fulfilled_at timestamptz,
    documents uuid[] not null,
    version integer not null,
    dispute_until date,
    silence_until date,
    primary key (tenant, id),
    unique (tenant, number),
    foreign key (tenant, request_id) references case_file (tenant, id)
);
create index objection_file_case on objection_file (tenant, request_id);
create index objection_file_queue on objection_file (tenant, stage, due_on, id);

create table objection_reply (
    tenant text not null,
    id uuid not null,
    outcome text not null,
    reasons text not null,
    ordered text,
    act_until date,
    answered_at timestamptz not null,
    answered_by text not null,
    dispute_until date not null,
    signer text not null,
    capacity text not null,
    signing_decree text,
    signed_by text not null,
    letter_number text not null,
    code text not null,
    office_name text not null,
    office_contact text,
    silence_until date,
    primary key (tenant, id),
    constraint objection_reply_code unique (tenant, code),
    foreign key (tenant, id) references objection_file (tenant, id)
);

create table arrival (
    tenant text not null,
    id uuid not null,
    case_id uuid not null,
    letter_id uuid,
    objection_id uuid,
    step text not null,
    way text not null,
    at timestamptz not null,
    receiver text,
    reference text,
    document uuid,
    recorded_at timestamptz not null,
    recorded_by text not null,
    primary key (tenant, id),
    check (num_nonnulls(letter_id, objection_id) = 1),
    foreign key (tenant, case_id) references case_file (tenant, id),
    foreign key (tenant, letter_id) references case_letter (tenant, id),
    foreign key (tenant, objection_id) references objection_reply (tenant, id)
);
create index arrival_case on arrival (tenant, case_id, recorded_at);

create table case_document (
    tenant text not null,
    id uuid not null,
    case_id uuid not null,
    purpose text not null,
    media_type text not null,
    sha256 text not null,
    size bigint not null,
    blackened text[] not null default '{}',
    standing text not null default 'checking',
    primary key (tenant, id)
);
create index case_document_case on case_document (tenant, case_id);

create table consequence_test (
    tenant text not null,
    id uuid not null,
    proposer text not null,
    information text not null,
    exemption text not null,
    basis text not null,
    harm_if_opened text not null,
    harm_if_closed text not null,
    ends_on date,
    until text,
    occasion text not null,
    state text not null,
    considerations text,
    decree_number text,
    decree_on date,
    ended_on date,
    ended_because text,
    warned_on date,
    received_at timestamptz not null,
    told integer not null,
    version integer not null,
    primary key (tenant, id)
);
create index consequence_test_state on consequence_test (tenant, state, received_at, id);

create table delivered_report (
    tenant text not null,
    id uuid not null,
    office text not null,
    year integer not null,
    number text not null,
    issued_on date not null,
    primary key (tenant, id)
);
create index delivered_report_year on delivered_report (tenant, year, office);

create table written_notice (
    tenant text not null,
    id uuid not null,
    outcome text not null,
    statement text not null,
    exemption text,
    basis text,
    consequence text,
    documents uuid[] not null,
    decided_at timestamptz not null,
    decided_by text not null,
    objection_until date not null,
    letter_number text not null,
    code text not null,
    office_name text not null,
    given text,
    withheld text,
    medium text,
    handover text,
    cost bigint not null,
    payment text,
    tested_on date,
    exempt_until date,
    holder text,
    signer text not null,
    capacity text not null,
    due_on date not null,
    due_article text not null,
    objection_days integer not null,
    objection_article text not null,
    objection_cautions text[] not null,
    entry uuid,
    decree text,
    signing_decree text,
    signed_by text not null,
    cost_items text,
    tariff text,
    blackened jsonb not null default '[]',
    blackened_unasked boolean not null default false,
    office_contact text,
    not_held text,
    not_documented text,
    not_in_form text,
    proposal uuid,
    prepared_by text,
    primary key (tenant, id),
    constraint written_notice_code unique (tenant, code),
    constraint written_notice_letter unique (tenant, letter_number),
    foreign key (tenant, id) references case_file (tenant, id)
);
create index written_notice_period on written_notice (tenant, exempt_until) where (entry is null) and (exempt_until is not null);

create table delivery (
    tenant text not null,
    id uuid not null,
    case_id uuid not null,
    version integer not null,
    step text not null,
    way text not null,
    at timestamptz not null,
    receiver text,
    reference text,
    document uuid,
    recorded_at timestamptz not null,
    recorded_by text not null,
    primary key (tenant, id),
    foreign key (tenant, case_id) references written_notice (tenant, id)
);
create index delivery_case on delivery (tenant, case_id, version);

create table dip_version (
    tenant text not null,
    id uuid not null,
    number integer not null,
    summary text not null,
    kind text not null,
    unit text not null,
    responsible text not null,
    made_on date not null,
    made_in text not null,
    form text not null,
    retention text not null,
    archive_class text,
    link text,
    decree_number text,
    decree_on date,
    published_at timestamptz not null,
    published_by text not null,
    primary key (tenant, id, number),
    check ((decree_number is null) = (decree_on is null)),
    foreign key (tenant, id) references dip_item (tenant, id)
);

create table dispute (
    tenant text not null,
    id uuid not null,
    objection_id uuid not null,
    request_id uuid not null,
    commission text not null,
    register_number text,
    regime text not null,
    filed_on date not null,
    filing_until date,
    stage text not null,
    version integer not null,
    later_until date,
    primary key (tenant, id),
    foreign key (tenant, objection_id) references objection_file (tenant, id)
);
create index dispute_objection on dispute (tenant, objection_id, filed_on);
create index dispute_stage on dispute (tenant, stage, filed_on, id);

create table dispute_step (
    tenant text not null,
    id uuid not null,
    dispute_id uuid not null,
    position integer not null,
    act text not null,
    on_day date not null,
    number text,
    outcome text,
    party text,
    note text,
    recorded_at timestamptz not null,
    recorded_by text not null,
    corrects integer,
    because text,
    primary key (tenant, id),
    unique (tenant, dispute_id, position),
    foreign key (tenant, dispute_id) references dispute (tenant, id)
);

create table escalation (
    tenant text not null,
    id uuid not null,
    case_id uuid not null,
    supervisor text not null,
    step text not null,
    stage text not null,
    due_on date not null,
    open boolean not null,
    version integer not null,
    objection_id uuid,
    primary key (tenant, id),
    unique nulls not distinct (tenant, case_id, objection_id, supervisor),
    foreign key (tenant, case_id) references case_file (tenant, id),
    foreign key (tenant, objection_id) references objection_file (tenant, id)
);

create table exempt_entry (
    id uuid not null,
    decided_by text not null,
    proposer text not null,
    information text not null,
    exemption text not null,
    basis text not null,
    harm_if_opened text not null,
    harm_if_closed text not null,
    ends_on date,
    until text,
    state text not null,
    decree_number text not null,
    decree_on date not null,
    ended_on date,
    ended_because text,
    version integer not null,
    primary key (id)
);
create index exempt_entry_ending on exempt_entry (ends_on) where state = 'in_force';
create index exempt_entry_newest on exempt_entry (decree_on desc, id);
grant select, insert, update on exempt_entry to ppid_registry_app;

create table exemption_proposal (
    tenant text not null,
    id uuid not null,
    information text not null,
    exemption text not null,
    basis text not null,
    harm_if_opened text not null,
    harm_if_closed text not null,
    ends_on date,
    until text,
    occasion text not null,
    tester text not null,
    state text not null,
    answer text,
    changed_at timestamptz not null,
    version integer not null,
    primary key (tenant, id)
);
create index exemption_proposal_newest on exemption_proposal (tenant, changed_at desc, id);

create table lateness (
    tenant text not null,
    id uuid not null,
    case_id uuid not null,
    objection_id uuid,
    kind text not null,
    due_on date not null,
    done_on date not null,
    regime text not null,
    office text,
    primary key (tenant, id),
    check (done_on > due_on),
    foreign key (tenant, case_id) references case_file (tenant, id),
    foreign key (tenant, objection_id) references objection_file (tenant, id)
);
create index lateness_case on lateness (tenant, case_id);
create index lateness_objection on lateness (tenant, objection_id) where objection_id is not null;

create table letter_counter (
    tenant text not null,
    kind text not null,
    year integer not null,
    last integer not null,
    primary key (tenant, kind, year)
);

create table prepared_decision (
    tenant text not null,
    id uuid not null,
    outcome text not null,
    content jsonb not null,
    prepared_at timestamptz not null,
    prepared_by text not null,
    primary key (tenant, id),
    foreign key (tenant, id) references case_file (tenant, id)
);

create table published_count (
    tenant text not null,
    kind text not null,
    n bigint not null,
    primary key (tenant, kind)
) with (fillfactor = 50);

create table published_information (
    tenant text not null,
    id uuid not null,
    number integer not null,
    summary text not null,
    kind text not null,
    unit text not null,
    form text not null,
    made_on date not null,
    published_at timestamptz not null,
    search tsvector generated always as ((setweight(to_tsvector('indonesian'::regconfig, translate(summary, '-/', ' ')), 'A'::"char") || setweight(to_tsvector('indonesian'::regconfig, translate(unit, '-/', ' ')), 'C'::"char"))) stored not null,
    primary key (tenant, id)
);
create index published_information_newest on published_information (tenant, published_at desc, id) include (kind, made_on);
create index published_information_search on published_information using gin (tenant, search);
create trigger delete_removed after delete on published_information REFERENCING OLD table as removed for each STATEMENT execute function count_removed();
create trigger insert_added after insert on published_information REFERENCING NEW table as added for each STATEMENT execute function count_added();
create trigger update_added after update on published_information REFERENCING NEW table as added for each STATEMENT execute function count_added();
create trigger update_removed after update on published_information REFERENCING OLD table as removed for each STATEMENT execute function count_removed();
alter table published_information enable row level security;
alter table published_information force row level security;
grant select, insert, delete, update on published_information to ppid_registry_app;
create policy everybody_reads on published_information for select to ppid_registry_app using (true);
create policy office_adds on published_information for insert to ppid_registry_app with check ({office});
create policy office_changes on published_information for update to ppid_registry_app using ({office}) with check ({office});
create policy office_removes on published_information for delete to ppid_registry_app using ({office});

create table published_word (
    word text not null,
    stem text not null,
    primary key (word)
);
create index published_word_like on published_word using gin (word gin_trgm_ops);
create index published_word_stem on published_word (stem);
grant select, insert on published_word to ppid_registry_app;

create table watched_case (
    tenant text not null,
    id uuid not null,
    office text not null,
    case_id uuid not null,
    number text not null,
    step text not null,
    regime text not null,
    stage text not null,
    due_on date not null,
    open boolean not null,
    version integer not null,
    objection_id uuid,
    told_at timestamptz,
    primary key (tenant, id)
);
create index watched_case_due on watched_case (tenant, open, due_on, id);
