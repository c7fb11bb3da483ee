"""A written notice may rest on an entry of the national exempt list, and names its decree."""

from alembic import op

revision = "0009"
down_revision = "0008"


def upgrade() -> None:
    op.execute("alter table written_notice add column entry uuid, add column decree text")
