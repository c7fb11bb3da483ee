"""The checkpoints of the record of acts are shown to everybody."""

from alembic import op

from chassis import tables

revision = "0023"
down_revision = "0022"


def upgrade() -> None:
    op.execute(
        """
        create table shown_checkpoint (
            tenant text not null,
            chain text not null,
            size bigint not null,
            since bigint not null,
            subtrees bytea not null,
            grown bytea not null,
            note text not null,
            sealed_at timestamptz not null,
            primary key (tenant, chain, size)
        )
        """
    )
    tables.protect("documents", "shown_checkpoint", "select, insert")
