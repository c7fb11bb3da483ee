"""The audit record becomes a chain."""

from alembic import op

from chassis import audit_chain

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    audit_chain.create(op, "intake")
