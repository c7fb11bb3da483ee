"""Proofs that other letters than written notices reached their applicants; who signs the letters of the desk."""

from alembic import op

from chassis import tables

revision = "0023"
down_revision = "0022"


def upgrade() -> None:
    op.execute(
        """
        create table arrival (
            tenant text not null,
            id uuid not null,
            case_id uuid not null,
            letter_id uuid,
            objection_id uuid,
            step text not null,
            way text not null,
            at timestamptz not null,
            receiver text,
            reference text,
            document uuid,
            recorded_at timestamptz not null,
            recorded_by text not null,
            primary key (tenant, id),
            check (num_nonnulls(letter_id, objection_id) = 1),
            foreign key (tenant, case_id) references case_file (tenant, id),
            foreign key (tenant, letter_id) references case_letter (tenant, id),
            foreign key (tenant, objection_id) references objection_reply (tenant, id)
        )
        """
    )
    op.execute("create index arrival_case on arrival (tenant, case_id, recorded_at)")
    tables.protect("registry", "arrival", "select, insert")
    op.execute("alter table case_letter add column signing_role text")
