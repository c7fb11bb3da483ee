"""A notice keeps which of its files are blackened, and that this was stated to be no part of what was asked for."""

from alembic import op

revision = "0030"
down_revision = "0029"


def upgrade() -> None:
    op.execute(
        """
        alter table written_notice
            add column blackened jsonb not null default '[]',
            add column blackened_unasked boolean not null default false
        """
    )
