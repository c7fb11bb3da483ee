"""Somebody may ask that one file is read by the new rules now: since when that waits is kept."""

from alembic import op

revision = "0036"
down_revision = "0035"


def upgrade() -> None:
    op.execute("alter table clearance add column asked_at timestamptz")
    op.execute("grant update (asked_at) on clearance to ppid_documents_app")
