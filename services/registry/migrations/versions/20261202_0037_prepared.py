"""A decision is prepared by a program or an officer and issued by a person; the notice says who prepared it."""

from alembic import op

from chassis import tables

revision = "0037"
down_revision = "0036"


def upgrade() -> None:
    op.execute(
        """
        create table prepared_decision (
            tenant text not null,
            id uuid not null,
            outcome text not null,
            content jsonb not null,
            prepared_at timestamptz not null,
            prepared_by text not null,
            primary key (tenant, id),
            foreign key (tenant, id) references case_file (tenant, id)
        )
        """
    )
    tables.protect("registry", "prepared_decision", "select, insert, update, delete")
    op.execute("alter table written_notice add column prepared_by text")
