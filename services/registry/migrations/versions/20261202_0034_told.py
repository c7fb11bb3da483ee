"""An office above keeps when it was last told of a case below, so that its page says how fresh it is."""

from alembic import op

revision = "0034"
down_revision = "0033"


def upgrade() -> None:
    op.execute("alter table watched_case add column told_at timestamptz")
