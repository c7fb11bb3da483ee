"""A cost is told item by item, with the decree on its tariff."""

from alembic import op

revision = "0016"
down_revision = "0015"


def upgrade() -> None:
    op.execute("alter table written_notice add column cost_items text, add column tariff text")
