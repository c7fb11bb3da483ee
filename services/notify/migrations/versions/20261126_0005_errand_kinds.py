"""An errand is of a kind."""

from alembic import op

from chassis import errands

revision = "0005"
down_revision = "0004"


def upgrade() -> None:
    errands.add_kinds(op)
