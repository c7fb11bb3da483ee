"""Objections as they were filed."""

from alembic import op

from chassis import tables

revision = "0004"
down_revision = "0003"


def upgrade() -> None:
    op.execute(
        """
        create table objection (
            tenant text not null,
            id uuid not null,
            request_id uuid not null,
            number text not null,
            channel text not null,
            grounds text[] not null,
            by_attorney boolean not null,
            words_sealed bytea not null,
            received_at timestamptz not null,
            recorded_at timestamptz not null,
            regime text not null,
            found_on date not null,
            filing_until date not null,
            deadline jsonb not null,
            warnings text[] not null,
            state text not null,
            file_version integer not null,
            answered_at timestamptz,
            act_until date,
            dispute_until date,
            documents uuid[] not null,
            primary key (tenant, id),
            unique (tenant, number),
            foreign key (tenant, request_id) references information_request (tenant, id)
        )
        """
    )
    op.execute("create index objection_request on objection (tenant, request_id, recorded_at)")
    # What was filed stays as it was; only what the register tells may change.
    rights = "select, insert, update (state, file_version, answered_at, act_until, dispute_until, documents)"
    tables.protect("intake", "objection", rights)
