"""A request that is handed back to the office that passed it on is not elsewhere any more."""

from alembic import op

revision = "0030"
down_revision = "0029"


def upgrade() -> None:
    op.execute("grant delete on request_destination to ppid_intake_app")
