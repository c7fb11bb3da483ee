"""What the checker found in files that may be given. Files that are there already are looked at when this has run."""

from alembic import op

from chassis import tables

revision = "0010"
down_revision = "0009"


def upgrade() -> None:
    op.execute(
        """
        create table clearance (
            tenant text not null,
            document_id uuid not null,
            sha256 text not null,
            storage_version text not null,
            checker text not null,
            findings jsonb not null,
            checked_at timestamptz not null,
            cleared_at timestamptz,
            primary key (tenant, document_id)
        )
        """
    )
    tables.protect("documents", "clearance", "select, insert, update (cleared_at)")
    op.execute(
        """
        create table acceptance (
            tenant text not null,
            document_id uuid not null,
            finding integer not null,
            reason text not null,
            words text not null,
            accepted_by text not null,
            accepted_at timestamptz not null,
            primary key (tenant, document_id, finding)
        )
        """
    )
    tables.protect("documents", "acceptance", "select, insert")
    for table in ("document", "errand"):
        op.execute(f"alter table {table} no force row level security")
    op.execute(
        "insert into errand (tenant, id, due_at) select tenant, id, now() from document where state = 'stored'"
        " on conflict do nothing"
    )
    for table in ("document", "errand"):
        op.execute(f"alter table {table} force row level security")
