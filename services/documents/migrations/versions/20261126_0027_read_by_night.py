"""A file that was just stored is first read again in the next night."""

from alembic import op

revision = "0027"
down_revision = "0026"


def upgrade() -> None:
    op.execute("drop index document_unverified")
    op.execute(
        "create index document_unread on document (tenant, coalesce(verified_at, stored_at)) where state = 'stored'"
    )
