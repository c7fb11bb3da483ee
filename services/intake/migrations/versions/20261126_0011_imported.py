"""Rows of the register that an office kept before it moved in."""

from alembic import op

from chassis import tables

revision = "0011"
down_revision = "0010"


def upgrade() -> None:
    op.execute(
        """
        create table imported_request (
            tenant text not null,
            id uuid not null,
            number text not null,
            received_on date not null,
            told_sealed bytea not null,
            imported_at timestamptz not null,
            primary key (tenant, id),
            unique (tenant, number)
        )
        """
    )
    op.execute("create index imported_request_received on imported_request (tenant, received_on, number)")
    tables.protect("intake", "imported_request", "select, insert")
