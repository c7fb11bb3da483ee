"""Into which questions an office splits a request."""

from alembic import op

from chassis import tables

revision = "0009"
down_revision = "0008"


def upgrade() -> None:
    op.execute(
        """
        create table request_part (
            tenant text not null,
            id uuid not null,
            request_id uuid not null,
            position int not null,
            category text not null,
            subject text not null,
            detail text not null,
            proposed_at timestamptz not null,
            primary key (tenant, id),
            foreign key (tenant, request_id) references information_request (tenant, id)
        )
        """
    )
    op.execute("create index request_part_of on request_part (tenant, request_id, position)")
    tables.protect("intake", "request_part", "select, insert")
