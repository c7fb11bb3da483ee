"""Which files still have no preview, so that only offices that have some are visited."""

from alembic import op

from chassis import operational_tables

revision = "0018"
down_revision = "0017"


def upgrade() -> None:
    op.execute(
        """
        create table unpreviewed (
            tenant text not null,
            document_id uuid not null,
            tries smallint not null default 0,
            due_at timestamptz not null,
            primary key (tenant, document_id),
            foreign key (tenant, document_id) references document (tenant, id)
        )
        """
    )
    op.execute("create index unpreviewed_due on unpreviewed (due_at)")
    operational_tables.guard(op, "documents", "unpreviewed", "select, insert, update, delete")
    operational_tables.admit_machinery(op, "documents", "unpreviewed", "select")
    for table in ("document", "unpreviewed"):
        op.execute(f"alter table {table} no force row level security")
    op.execute(
        "insert into unpreviewed (tenant, document_id, due_at)"
        " select tenant, id, now() from document where state = 'stored' and preview is null"
    )
    for table in ("document", "unpreviewed"):
        op.execute(f"alter table {table} force row level security")
    op.execute("drop index document_without_preview")
