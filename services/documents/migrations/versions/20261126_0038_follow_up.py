"""What an office did about findings in a file that was given is noted, and the file leaves the list of them."""

from alembic import op

from chassis import tables

revision = "0038"
down_revision = "0037"


def upgrade() -> None:
    op.execute(
        """
        create table follow_up (
            tenant text not null,
            document_id uuid not null,
            noted_at timestamptz not null,
            words text not null,
            noted_by text not null,
            noter text,
            reopened_at timestamptz,
            primary key (tenant, document_id, noted_at),
            foreign key (tenant, document_id) references document (tenant, id)
        )
        """
    )
    op.execute("create unique index follow_up_standing on follow_up (tenant, document_id) where reopened_at is null")
    tables.protect("documents", "follow_up", "select, insert, update (reopened_at), delete")
