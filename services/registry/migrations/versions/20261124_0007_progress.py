"""Between receipt and decision: completeness, repair, extension, withdrawal; letters; the day that alarms."""

from alembic import op

from chassis import errands, tables

revision = "0007"
down_revision = "0006"


def upgrade() -> None:
    errands.create(op, "registry")
    # A case of before counts as entered today: nobody can be told any more that the check came too late.
    op.execute("alter table case_file add column registered_on date not null default current_date")
    op.execute("alter table case_file alter column registered_on drop default")
    op.execute("alter table case_file add column complete_on date")
    op.execute("alter table case_file add column repair_until date")
    op.execute("alter table case_file add column regime_changed_on date")
    op.execute(
        "alter table case_file add column binding_on date not null"
        " generated always as (case when stage = 'extended' then extended_due_on else due_on end) stored"
    )
    op.execute("drop index case_file_queue")
    op.execute("create index case_file_queue on case_file (tenant, stage, binding_on, id)")
    op.execute(
        """
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
            primary key (tenant, id),
            foreign key (tenant, case_id) references case_file (tenant, id)
        )
        """
    )
    op.execute("create index case_letter_case on case_letter (tenant, case_id, version)")
    tables.protect("registry", "case_letter", "select, insert")
