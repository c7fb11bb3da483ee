"""What officers noted about a request that seems not to be made in earnest."""

from alembic import op

from chassis import tables

revision = "0010"
down_revision = "0009"


def upgrade() -> None:
    op.execute(
        """
        create table indication (
            tenant text not null,
            id uuid not null,
            request_id uuid not null,
            ground text not null,
            evidence_sealed bytea not null,
            at timestamptz not null,
            by text not null,
            removed_at timestamptz,
            removed_by text,
            removal_sealed bytea,
            primary key (tenant, id),
            foreign key (tenant, request_id) references information_request (tenant, id)
        )
        """
    )
    op.execute("create index indication_of on indication (tenant, request_id, at)")
    tables.protect("intake", "indication", "select, insert, update")
