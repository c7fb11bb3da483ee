"""A request may be a question of another one that was split."""

from alembic import op

revision = "0017"
down_revision = "0016"


def upgrade() -> None:
    op.execute("alter table case_file add column part_of uuid")
