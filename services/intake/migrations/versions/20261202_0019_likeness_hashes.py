"""Each hash by which requests are found alike is a row, in an order that PostgreSQL may use for any office."""

from alembic import op

from chassis import tables

revision = "0019"
down_revision = "0018"


def upgrade() -> None:
    op.execute(
        """
        create table likeness_hash (
            tenant text not null,
            hash bigint not null,
            received_on date not null,
            request_id uuid not null,
            primary key (tenant, hash, received_on, request_id)
        )
        """
    )
    tables.protect("intake", "likeness_hash", "select, insert")
    op.execute("alter table likeness no force row level security")
    op.execute("alter table likeness_hash no force row level security")
    op.execute(
        """
        insert into likeness_hash (tenant, hash, received_on, request_id)
        select tenant, hash, received_on, request_id from likeness, unnest(sketch[1:8]) as hash
        """
    )
    op.execute("alter table likeness_hash force row level security")
    op.execute("alter table likeness force row level security")
    op.execute("drop index likeness_shared")  # row-level security never let an office use it
