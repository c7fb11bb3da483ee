"""Of whom an office granted the erasure before the schedule has run out."""

from alembic import op

from chassis import tables

revision = "0017"
down_revision = "0016"


def upgrade() -> None:
    op.execute(
        """
        create table hastened (
            tenant text not null,
            request_id uuid not null,
            erase_after date not null,
            primary key (tenant, request_id)
        )
        """
    )
    tables.protect("documents", "hastened", "select, insert, update")
