"""Which requests the register has, so that a file for none of them is turned away. Older ones are asked about once."""

from alembic import op

from chassis import tables

revision = "0012"
down_revision = "0011"


def upgrade() -> None:
    op.execute(
        """
        create table known_request (
            tenant text not null,
            id uuid not null,
            number text not null,
            primary key (tenant, id)
        )
        """
    )
    tables.protect("documents", "known_request", "select, insert")
