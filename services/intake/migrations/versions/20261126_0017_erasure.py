"""Until when somebody is still known whose erasure was granted."""

from alembic import op

revision = "0017"
down_revision = "0016"


def upgrade() -> None:
    op.execute("alter table data_claim add column erase_after date")
