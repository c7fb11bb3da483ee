"""What applicants ask concerning their own data; of each kind one at a time."""

from alembic import op

from chassis import tables

revision = "0016"
down_revision = "0015"


def upgrade() -> None:
    op.execute(
        """
        create table data_claim (
            tenant text not null,
            id uuid not null,
            request_id uuid not null,
            kind text not null,
            fields text[] not null,
            values_sealed bytea,
            state text not null,
            asked_at timestamptz not null,
            due_at timestamptz not null,
            decided_at timestamptz,
            decided_by text,
            ground text,
            reason_sealed bytea,
            primary key (tenant, id),
            foreign key (tenant, request_id) references information_request (tenant, id)
        )
        """
    )
    op.execute("create index data_claim_of on data_claim (tenant, request_id, asked_at)")
    op.execute("create unique index data_claim_waiting on data_claim (tenant, request_id, kind) where state = 'open'")
    tables.protect("intake", "data_claim", "select, insert, update")
