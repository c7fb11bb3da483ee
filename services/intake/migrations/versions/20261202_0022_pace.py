"""How often somebody may do what costs us is counted here."""

from alembic import op

from chassis import pace

revision = "0022"
down_revision = "0021"


def upgrade() -> None:
    pace.create(op, "intake")
