"""A copy to be made is an errand of its own kind, which keeps no file waiting."""

from alembic import op

from chassis import errands

revision = "0026"
down_revision = "0025"


def upgrade() -> None:
    errands.add_kinds(op)
    for table in ("errand", "redaction"):
        op.execute(f"alter table {table} no force row level security")
    op.execute(
        "update errand set kind = 'copy'"
        " where exists (select from redaction r where (r.tenant, r.copy_id) = (errand.tenant, errand.id))"
    )
    for table in ("errand", "redaction"):
        op.execute(f"alter table {table} force row level security")
