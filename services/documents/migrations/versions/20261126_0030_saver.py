"""Who saved a list of boxes is named to whoever saves over it."""

from alembic import op

revision = "0030"
down_revision = "0029"


def upgrade() -> None:
    op.execute("alter table redaction_boxes add column saver text")
