"""Papers that prove who asks: kept sealed, apart from the evidence, and destroyed when their schedule has run out."""

from alembic import op

from chassis import tables

revision = "0014"
down_revision = "0013"


def upgrade() -> None:
    op.execute(
        """
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
            primary key (tenant, id)
        )
        """
    )
    op.execute("create index paper_of_request on paper (tenant, request_id)")
    tables.protect("documents", "paper", "select, insert, update (state, flaw, checked_by, destroyed_at)")
