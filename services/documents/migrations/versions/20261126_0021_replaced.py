"""An original that was never given is not given beside its blackened copy, also where that was made before."""

from alembic import op

revision = "0021"
down_revision = "0020"
_READ = ("clearance", "redaction", "release")


def upgrade() -> None:
    for table in _READ:
        op.execute(f"alter table {table} no force row level security")
    op.execute(
        """
        update clearance c set cleared_at = null
        where exists (select from redaction r where (r.tenant, r.document_id) = (c.tenant, c.document_id)
                      and r.stage in ('proposed', 'approved'))
        and not exists (select from release g where (g.tenant, g.document_id) = (c.tenant, c.document_id))
        """
    )
    for table in _READ:
        op.execute(f"alter table {table} force row level security")
