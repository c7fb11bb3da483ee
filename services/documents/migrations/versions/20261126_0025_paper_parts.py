"""Papers that come in parts over lines that break; a part goes once its paper is whole or given up."""

from alembic import op

from chassis import tables

revision = "0025"
down_revision = "0024"


def upgrade() -> None:
    op.execute(
        """
        create table paper_part (
            tenant text not null,
            paper_id uuid not null,
            number smallint not null,
            sealed bytea not null,
            primary key (tenant, paper_id, number),
            foreign key (tenant, paper_id) references paper (tenant, id)
        )
        """
    )
    tables.protect("documents", "paper_part", "select, insert, update (sealed), delete")
