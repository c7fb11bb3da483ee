"""A late answer to an objection opens a second reading of the time to dispute."""

from alembic import op

revision = "0022"
down_revision = "0021"


def upgrade() -> None:
    op.execute("alter table objection add column silence_until date")
    op.execute("grant update (silence_until) on objection to ppid_intake_app")
