"""How often somebody may do what costs us is counted here."""

from alembic import op

from chassis import pace

revision = "0023"
down_revision = "0022"


def upgrade() -> None:
    pace.create(op, "intake")
