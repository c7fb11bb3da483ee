"""Where a request was before, and where it is now."""

from alembic import op

from chassis import tables

revision = "0007"
down_revision = "0006"


def upgrade() -> None:
    op.execute(
        """
        create table request_origin (
            tenant text not null,
            request_id uuid not null,
            offices text[] not null,
            number text not null,
            received_at timestamptz not null,
            primary key (tenant, request_id),
            foreign key (tenant, request_id) references information_request (tenant, id)
        )
        """
    )
    op.execute(
        """
        create table request_destination (
            tenant text not null,
            request_id uuid not null,
            office text not null,
            number text not null,
            received_at timestamptz not null,
            primary key (tenant, request_id),
            foreign key (tenant, request_id) references information_request (tenant, id)
        )
        """
    )
    for table in ("request_origin", "request_destination"):
        tables.protect("intake", table, "select, insert")
