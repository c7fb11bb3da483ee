"""Proofs that written notices reached their applicants."""

from alembic import op

from chassis import tables

revision = "0015"
down_revision = "0014"


def upgrade() -> None:
    op.execute(
        """
        create table delivery (
            tenant text not null,
            id uuid not null,
            case_id uuid not null,
            version integer not null,
            step text not null,
            way text not null,
            at timestamptz not null,
            receiver text,
            reference text,
            document uuid,
            recorded_at timestamptz not null,
            recorded_by text not null,
            primary key (tenant, id),
            foreign key (tenant, case_id) references written_notice (tenant, id)
        )
        """
    )
    op.execute("create index delivery_case on delivery (tenant, case_id, version)")
    tables.protect("registry", "delivery", "select, insert")
