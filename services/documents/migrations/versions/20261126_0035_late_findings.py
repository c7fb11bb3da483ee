"""What is found in a file once it could be given stands in a list: since when it may not be given any more is kept.

Of files that may not be given any more since before this, the record of acts says when that was.
"""

from alembic import op

revision = "0035"
down_revision = "0034"
_READ = ("audit_entry", "clearance")


def upgrade() -> None:
    op.execute("alter table clearance add column suspended_at timestamptz")
    op.execute("grant update (suspended_at) on clearance to ppid_documents_app")
    for table in _READ:
        op.execute(f"alter table {table} no force row level security")
    op.execute(
        """
        update clearance c set suspended_at = last.at from (
            select distinct on (tenant, subject) tenant, subject, at, act from audit_entry
            where act in ('document.cleared', 'document.replaced', 'document.suspended')
            order by tenant, subject, id desc
        ) last
        where (last.tenant, last.subject, last.act) = (c.tenant, c.document_id::text, 'document.suspended')
        """
    )
    for table in _READ:
        op.execute(f"alter table {table} force row level security")
    op.execute("create index clearance_late on clearance (tenant) where findings <> '[]' or suspended_at is not null")
