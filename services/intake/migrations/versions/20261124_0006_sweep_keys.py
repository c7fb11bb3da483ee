"""Idempotency keys are deleted when their time is over."""

from alembic import op

from chassis import idempotency

revision = "0006"
down_revision = "0005"


def upgrade() -> None:
    idempotency.admit_sweep(op, "intake")
