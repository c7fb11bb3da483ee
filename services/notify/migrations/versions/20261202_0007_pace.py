"""How often somebody may do what costs us is counted here."""

from alembic import op

from chassis import pace

revision = "0007"
down_revision = "0006"


def upgrade() -> None:
    pace.create(op, "notify")
