"""The register knows on which grounds something is blackened in a file."""

from alembic import op

revision = "0029"
down_revision = "0028"


def upgrade() -> None:
    op.execute("alter table case_document add column blackened text[] not null default '{}'")
    op.execute("grant update (blackened) on case_document to ppid_registry_app")
