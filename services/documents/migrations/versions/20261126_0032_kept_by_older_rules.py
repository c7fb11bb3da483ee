"""Of the files that were read by older rules, those count that are kept still."""

from alembic import op

from chassis import operational_tables

revision = "0032"
down_revision = "0031"


def upgrade() -> None:
    operational_tables.admit_machinery(op, "documents", "document", "select (tenant, id, state)")
    op.execute("grant select (document_id) on clearance to ppid_documents_system")
