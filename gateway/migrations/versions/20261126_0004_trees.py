"""A seal of the audit record carries the tree over its entries."""

from alembic import op

from chassis import audit_chain

revision = "0004"
down_revision = "0003"


def upgrade() -> None:
    audit_chain.carry_trees(op)
