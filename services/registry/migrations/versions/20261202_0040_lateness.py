"""What came after its day is a fact of its own; what was answered late before is one already.

Moving an overdue case to the other regime takes two people: what the first one proposed stands at the case.
"""

from alembic import op

from chassis import tables

revision = "0040"
down_revision = "0039"


def upgrade() -> None:
    op.execute(
        """
        create table lateness (
            tenant text not null,
            id uuid not null,
            case_id uuid not null,
            objection_id uuid,
            kind text not null,
            due_on date not null,
            done_on date not null check (done_on > due_on),
            regime text not null,
            office text,
            primary key (tenant, id),
            foreign key (tenant, case_id) references case_file (tenant, id),
            foreign key (tenant, objection_id) references objection_file (tenant, id)
        )
        """
    )
    op.execute("create index lateness_case on lateness (tenant, case_id)")
    op.execute("create index lateness_objection on lateness (tenant, objection_id) where objection_id is not null")
    tables.protect("registry", "lateness", "select, insert")
    kept = ("case_file", "objection_file", "objection_reply", "lateness")
    for table in kept:
        op.execute(f"alter table {table} no force row level security")
    op.execute(
        """
        insert into lateness (tenant, id, case_id, kind, due_on, done_on, regime)
        select tenant, gen_random_uuid(), id, 'answer', answer_due_on, answered_on, regime
        from case_file where answered_on > answer_due_on
        """
    )
    op.execute(
        """
        insert into lateness (tenant, id, case_id, objection_id, kind, due_on, done_on, regime)
        select o.tenant, gen_random_uuid(), o.request_id, o.id, 'reply', o.due_on, a.answered_on, o.regime
        from objection_file o
        join objection_reply r on (r.tenant, r.id) = (o.tenant, o.id)
        join office f on f.code = o.tenant
        cross join lateral (select (r.answered_at at time zone f.time_zone)::date as answered_on) a
        where a.answered_on > o.due_on
        """
    )
    for table in kept:
        op.execute(f"alter table {table} force row level security")
    op.execute(
        """
        alter table case_file
            add column regime_proposed text,
            add column regime_proposed_by text,
            add column regime_proposed_because text
        """
    )
