"""Why a request was recorded days after it came."""

from alembic import op

revision = "0028"
down_revision = "0027"


def upgrade() -> None:
    op.execute("alter table information_request add column late_reason text")
