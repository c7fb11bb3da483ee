"""The offices above an office see its cases that are due soon or overdue, without personal data."""

from alembic import op

from chassis import tables

revision = "0018"
down_revision = "0017"


def upgrade() -> None:
    op.execute(
        """
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
            primary key (tenant, id),
            unique (tenant, case_id, supervisor),
            foreign key (tenant, case_id) references case_file (tenant, id)
        )
        """
    )
    tables.protect("registry", "escalation", "select, insert, update (step, stage, due_on, open, version)")
    op.execute(
        """
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
            primary key (tenant, id)
        )
        """
    )
    op.execute("create index watched_case_due on watched_case (tenant, open, due_on, id)")
    tables.protect("registry", "watched_case", "select, insert, update")
