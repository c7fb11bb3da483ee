"""The day by which an objection is answered may be counted anew."""

from alembic import op

revision = "0013"
down_revision = "0012"


def upgrade() -> None:
    op.execute("grant update (deadline) on objection to ppid_intake_app")
