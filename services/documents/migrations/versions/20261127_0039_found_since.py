"""Since when an office knows of what newer rules found in a file that was given: a breach is told by a term."""

from alembic import op

revision = "0039"
down_revision = "0038"


def upgrade() -> None:
    op.execute("alter table clearance add column found_since timestamptz")
    # The first time is not known of what was found before; the last one is later, so the true term may be over.
    op.execute("alter table clearance no force row level security")
    op.execute("update clearance set found_since = checked_at where cleared_at is not null and findings <> '[]'")
    op.execute("alter table clearance force row level security")
    op.execute("grant update (found_since) on clearance to ppid_documents_app")
