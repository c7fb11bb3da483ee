"""Every errand is of a kind: a file, a paper, a copy, a dispute's file."""

from alembic import op

revision = "0049"
down_revision = "0048"
_READ = ("errand", "paper")


def upgrade() -> None:
    for table in _READ:
        op.execute(f"alter table {table} no force row level security")
    op.execute("update errand e set kind = 'paper' from paper p where (p.tenant, p.id) = (e.tenant, e.id)")
    op.execute("update errand set kind = 'file' where kind = ''")
    for table in _READ:
        op.execute(f"alter table {table} force row level security")
