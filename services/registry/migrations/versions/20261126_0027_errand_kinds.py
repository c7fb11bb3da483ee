"""An errand is of a kind."""

from alembic import op

from chassis import errands

revision = "0027"
down_revision = "0026"


def upgrade() -> None:
    errands.add_kinds(op)
