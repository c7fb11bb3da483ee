"""What staff see of kept files before they open them. It goes with the file, so it may be deleted."""

from alembic import op

from chassis import tables

revision = "0013"
down_revision = "0012"


def upgrade() -> None:
    op.execute("alter table document add column preview text check (preview in ('words', 'picture', 'none'))")
    op.execute(
        "create index document_without_preview on document (tenant, stored_at desc)"
        " where state = 'stored' and preview is null"
    )
    op.execute(
        """
        create table preview (
            tenant text not null,
            document_id uuid not null,
            words bytea not null,
            thumbnail bytea,
            made_at timestamptz not null,
            primary key (tenant, document_id),
            foreign key (tenant, document_id) references document (tenant, id)
        )
        """
    )
    tables.protect("documents", "preview", "select, insert, delete")
