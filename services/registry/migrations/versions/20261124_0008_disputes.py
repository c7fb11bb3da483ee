"""The register of disputes and their steps."""

from alembic import op

from chassis import tables

revision = "0008"
down_revision = "0007"


def upgrade() -> None:
    op.execute(
        """
        create table dispute (
            tenant text not null,
            id uuid not null,
            objection_id uuid not null,
            request_id uuid not null,
            commission text not null,
            register_number text,
            regime text not null,
            filed_on date not null,
            filing_until date,
            stage text not null,
            version integer not null,
            primary key (tenant, id),
            unique (tenant, objection_id),
            foreign key (tenant, objection_id) references objection_file (tenant, id)
        )
        """
    )
    op.execute("create index dispute_stage on dispute (tenant, stage, filed_on, id)")
    tables.protect("registry", "dispute", "select, insert, update (register_number, stage, version)")
    op.execute(
        """
        create table dispute_step (
            tenant text not null,
            id uuid not null,
            dispute_id uuid not null,
            position integer not null,
            act text not null,
            on_day date not null,
            number text,
            outcome text,
            party text,
            note text,
            recorded_at timestamptz not null,
            recorded_by text not null,
            primary key (tenant, id),
            unique (tenant, dispute_id, position),
            foreign key (tenant, dispute_id) references dispute (tenant, id)
        )
        """
    )
    tables.protect("registry", "dispute_step", "select, insert")
