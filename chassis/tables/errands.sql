create table errand (
    tenant text not null,
    id uuid not null,
    due_at timestamptz not null,
    attempts integer not null default 0,
    kind text not null default '',
    primary key (tenant, id)
);
create index errand_due on errand (due_at);
