"""The register of objections and the Atasan PPID's answers."""

from alembic import op

from chassis import tables

revision = "0005"
down_revision = "0004"


def upgrade() -> None:
    op.execute(
        """
        create table objection_file (
            tenant text not null,
            id uuid not null,
            request_id uuid not null,
            number text not null,
            channel text not null,
            grounds text[] not null,
            by_attorney boolean not null,
            regime text not null,
            received_at timestamptz not null,
            found_on date not null,
            filing_until date not null,
            timeliness text not null,
            due_on date not null,
            stage text not null,
            act_until date,
            fulfilment text,
            fulfilled_at timestamptz,
            documents uuid[] not null,
            version integer not null,
            primary key (tenant, id),
            unique (tenant, number),
            foreign key (tenant, request_id) references case_file (tenant, id)
        )
        """
    )
    op.execute("create index objection_file_queue on objection_file (tenant, stage, due_on, id)")
    op.execute("create index objection_file_case on objection_file (tenant, request_id)")
    tables.protect("registry", "objection_file")
    op.execute(
        """
        create table objection_reply (
            tenant text not null,
            id uuid not null,
            outcome text not null,
            reasons text not null,
            ordered text,
            act_until date,
            answered_at timestamptz not null,
            answered_by text not null,
            dispute_until date not null,
            primary key (tenant, id),
            foreign key (tenant, id) references objection_file (tenant, id)
        )
        """
    )
    tables.protect("registry", "objection_reply", "select, insert")
