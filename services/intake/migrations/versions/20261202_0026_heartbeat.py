"""Relay, consumer and tick say that they still go round."""

from alembic import op

from chassis import heartbeat

revision = "0026"
down_revision = "0025"


def upgrade() -> None:
    heartbeat.create(op, "intake")
