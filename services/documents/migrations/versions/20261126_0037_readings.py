"""What was read of a document's pages before anybody drew on them. It goes with the redaction, so it may be deleted."""

from alembic import op

from chassis import tables

revision = "0037"
down_revision = "0036"


def upgrade() -> None:
    op.execute(
        """
        create table reading (
            tenant text not null,
            redaction_id uuid not null,
            page integer not null check (page >= 1),
            lines bytea not null,
            primary key (tenant, redaction_id, page),
            foreign key (tenant, redaction_id) references redaction (tenant, id)
        )
        """
    )
    tables.protect("documents", "reading", "select, insert, delete")
