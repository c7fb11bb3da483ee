"""Relays are woken after the commit, no longer from within the transaction (`chassis.db.wake`)."""

from alembic import op

from chassis import operational_tables

revision = "0008"
down_revision = "0007"


def upgrade() -> None:
    operational_tables.wake_after_commit(op)
