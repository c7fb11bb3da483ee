"""Files and to whom they were released."""

from alembic import op

from chassis import errands, tables

revision = "0001"
down_revision = None


def upgrade() -> None:
    tables.create("documents")
    errands.create(op, "documents")
    op.execute(
        """
        create table document (
            tenant text not null,
            id uuid not null,
            request_id uuid not null,
            purpose text not null,
            name text not null check (length(name) between 1 and 200),
            media_type text not null,
            size bigint not null,
            sha256 text,
            state text not null,
            checked_by text,
            storage_version text,
            received_at timestamptz not null,
            stored_at timestamptz,
            primary key (tenant, id),
            check (state <> 'stored' or (sha256, checked_by, storage_version, stored_at) is not null)
        )
        """
    )
    op.execute("create index document_request on document (tenant, request_id, received_at)")
    tables.protect("documents", "document")
    op.execute(
        """
        create table release (
            tenant text not null,
            request_id uuid not null,
            document_id uuid not null,
            released_at timestamptz not null,
            primary key (tenant, request_id, document_id),
            foreign key (tenant, document_id) references document (tenant, id)
        )
        """
    )
    tables.protect("documents", "release", "select, insert")
