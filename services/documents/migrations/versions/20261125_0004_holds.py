"""When a case ended, what holds its files, how long each is kept."""

from alembic import op

from chassis import tables

revision = "0004"
down_revision = "0003"


def upgrade() -> None:
    op.execute(
        """
        create table matter (
            tenant text not null,
            request_id uuid not null,
            ended_on date not null,
            primary key (tenant, request_id)
        )
        """
    )
    tables.protect("documents", "matter")
    op.execute(
        """
        create table hold (
            tenant text not null,
            id uuid not null,
            request_id uuid not null,
            since timestamptz not null,
            disputed boolean not null,
            lift_on date,
            lifted_at timestamptz,
            primary key (tenant, id)
        )
        """
    )
    op.execute("create index hold_request on hold (tenant, request_id)")
    tables.protect("documents", "hold")
    op.execute("alter table document add column held boolean not null default false, add column keep_until date")
