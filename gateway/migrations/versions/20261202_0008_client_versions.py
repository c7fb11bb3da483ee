"""What is told of API clients is counted."""

from alembic import op

revision = "0008"
down_revision = "0007"


def upgrade() -> None:
    op.execute("alter table api_client add column version integer not null default 0")
