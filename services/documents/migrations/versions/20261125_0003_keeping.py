"""Stored files are read again and compared, by a clock."""

from alembic import op

revision = "0003"
down_revision = "0002"


def upgrade() -> None:
    op.execute(
        """
        alter table document
            add column verified_at timestamptz,
            add column fault text check (fault in ('changed', 'missing', 'unreadable')),
            add column version integer not null default 1
        """
    )
    op.execute("create index document_unverified on document (tenant, verified_at nulls first) where state = 'stored'")
