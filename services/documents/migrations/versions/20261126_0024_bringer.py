"""Who brought a file is kept by name, too: what goes to a court names people, not accounts.

Who brought one before this is known by account alone, except of a blackened copy, whose proposer has a name.
"""

from alembic import op

revision = "0024"
down_revision = "0023"
_READ = ("document", "redaction", "redacted_copy")


def upgrade() -> None:
    op.execute("alter table document add column bringer text")
    for table in _READ:
        op.execute(f"alter table {table} no force row level security")
    op.execute(
        """
        update document d set bringer = nullif(r.proposer, '') from redacted_copy c
        join redaction r on (r.tenant, r.id) = (c.tenant, c.redaction_id)
        where (c.tenant, c.document_id) = (d.tenant, d.id)
        """
    )
    for table in _READ:
        op.execute(f"alter table {table} force row level security")
