"""What requests of an office are compared by."""

from alembic import op

from chassis import tables

revision = "0012"
down_revision = "0011"


def upgrade() -> None:
    op.execute(
        """
        create table likeness (
            tenant text not null,
            request_id uuid not null,
            office text not null,
            number text not null,
            received_on date not null,
            sketch bigint[] not null,
            primary key (tenant, request_id)
        )
        """
    )
    op.execute("create index likeness_shared on likeness using gin ((sketch[1:8]))")
    tables.protect("intake", "likeness", "select, insert")
