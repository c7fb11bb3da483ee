"""Of each page that was read ahead whether it is a picture: of one with words of its own the finder needs no more."""

from alembic import op

revision = "0041"
down_revision = "0040"


def upgrade() -> None:
    # Of pages read before it is not known; those are opened as they were.
    op.execute("alter table reading add column is_picture boolean not null default true")
