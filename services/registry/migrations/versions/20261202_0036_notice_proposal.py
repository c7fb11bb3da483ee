"""A notice says which proposal its refusal opened at the office that tests."""

from alembic import op

revision = "0036"
down_revision = "0035"


def upgrade() -> None:
    op.execute("alter table written_notice add column proposal uuid")
