"""Of each file that was looked at it is kept on which grounds something is blackened in it."""

from alembic import op

revision = "0040"
down_revision = "0039"


def upgrade() -> None:
    op.execute("alter table clearance add column blackened text[] not null default '{}'")
