-- Links an entry to the one before it. It runs as the owner, and in no other office than the writer's.
create function audit_link() returns trigger
    language plpgsql security definer
    set search_path to 'public'
    as $$
    begin
        perform pg_advisory_xact_lock(hashtext('audit_link'), hashtext(new.tenant));
        insert into audit_link (tenant, position, entry_id, hash)
        select new.tenant, coalesce(last.position, 0) + 1, new.id,
               sha256(coalesce(last.hash, '') || convert_to(audit_text(new), 'UTF8'))
        from (values (1)) one left join lateral (
            select position, hash from audit_link where tenant = new.tenant order by position desc limit 1
        ) last on true;
        return null;
    end
    $$;

create table audit_entry (
    tenant text not null,
    id bigint generated always as identity,
    at timestamptz not null,
    actor text not null,
    act text not null,
    subject text not null,
    facts jsonb not null,
    trace text not null,
    primary key (tenant, id)
);
create index audit_entry_subject on audit_entry (tenant, subject, id);
-- Deferred: the lock is taken when everything else is done, so it is short and closes no circle of waiting.
create constraint trigger audit_link after insert on audit_entry deferrable initially deferred for each row execute function audit_link();

-- What is hashed of an entry: everything. The verifier asks the database for the same text.
create function audit_text(entry audit_entry) returns text
    language sql stable
    set search_path to 'public'
    as $$
        select jsonb_build_array(
            entry.tenant, entry.id, to_char(entry.at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US'),
            entry.actor, entry.act, entry.subject, entry.facts, entry.trace)::text
    $$;

create table audit_link (
    tenant text not null,
    position bigint not null,
    entry_id bigint not null,
    hash bytea not null,
    primary key (tenant, position),
    unique (tenant, entry_id),
    check (position > 0),
    foreign key (tenant, entry_id) references audit_entry (tenant, id)
);
create policy chain on audit_link to ppid_{service}_owner using ({office}) with check ({office});

create table audit_seal (
    tenant text not null,
    version integer not null,
    position bigint not null,
    hash bytea not null,
    sealed_at timestamptz not null default now(),
    subtrees bytea,
    primary key (tenant, version),
    check (version > 0)
);
