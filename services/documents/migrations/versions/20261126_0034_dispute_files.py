"""A dispute's file is made by the tick: how far it is, and where it lies while it is offered."""

from alembic import op

from chassis import tables

revision = "0034"
down_revision = "0033"


def upgrade() -> None:
    op.execute(
        """
        create table dispute_file (
            tenant text not null,
            dispute_id uuid not null,
            id uuid not null,
            pdf_id uuid not null,
            stage text not null
                check (stage in ('waiting', 'reading', 'binding', 'packing', 'made', 'failed')),
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
            check (stage <> 'made' or (made_at, name, documents, size, sha256, pdf_size, pdf_sha256) is not null),
            check (stage <> 'failed' or fault is not null)
        )
        """
    )
    tables.protect("documents", "dispute_file", "select, insert, update")
