"""How often somebody may do what costs us is counted here."""

from alembic import op

from chassis import pace

revision = "0006"
down_revision = "0005"


def upgrade() -> None:
    pace.create(op, "gateway")
