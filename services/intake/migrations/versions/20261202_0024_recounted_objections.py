"""The days to object may be counted anew, and what looked doubtful about an objection with them."""

from alembic import op

revision = "0024"
down_revision = "0023"


def upgrade() -> None:
    op.execute("grant update (found_on, filing_until, warnings) on objection to ppid_intake_app")
