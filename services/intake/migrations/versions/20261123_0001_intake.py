"""Requests as they were handed in, their numbers, and what the register told about them."""

from alembic import op

from chassis import tables

revision = "0001"
down_revision = None


def upgrade() -> None:
    tables.create("intake")
    op.execute(
        """
        create table number_counter (
            tenant text not null,
            kind text not null,
            year integer not null,
            last integer not null,
            primary key (tenant, kind, year)
        )
        """
    )
    tables.protect("intake", "number_counter", "select, insert, update (last)")
    op.execute(
        """
        create table information_request (
            tenant text not null,
            id uuid not null,
            number text not null,
            token_hash bytea not null,
            token_sealed bytea not null,
            channel text not null,
            applicant_kind text not null,
            applicant_sealed bytea not null,
            nik_hash bytea,
            category text not null,
            subject text not null,
            detail text not null,
            purpose text not null,
            obtain text not null,
            format text not null,
            delivery text not null,
            received_at timestamptz not null,
            recorded_at timestamptz not null,
            deadline jsonb not null,
            state text not null,
            documents uuid[] not null default '{}',
            case_version integer not null default 0,
            primary key (tenant, id),
            unique (tenant, number),
            unique (tenant, token_hash)
        )
        """
    )
    op.execute("create index information_request_nik on information_request (tenant, nik_hash)")
    op.execute("create index information_request_newest on information_request (tenant, recorded_at desc, id)")
    # What was handed in stays as it was; only what the register tells may change.
    tables.protect("intake", "information_request", "select, insert, update (deadline, state, documents, case_version)")
    op.execute(
        """
        create table request_step (
            tenant text not null,
            request_id uuid not null,
            version integer not null,
            kind text not null,
            at timestamptz not null,
            primary key (tenant, request_id, version),
            foreign key (tenant, request_id) references information_request (tenant, id)
        )
        """
    )
    tables.protect("intake", "request_step", "select, insert")
