"""A file without pages has a likeness of what it shows; those that had their words alone are looked at again."""

from alembic import op

revision = "0022"
down_revision = "0021"

_WAITING = "select tenant, id from document where preview = 'words'"
_TABLES = ("document", "preview", "unpreviewed")


def upgrade() -> None:
    op.execute("alter table document drop constraint document_preview_check")
    op.execute(
        "alter table document add constraint document_preview_check"
        " check (preview in ('words', 'picture', 'likeness', 'none', 'too_large'))"
    )
    for table in _TABLES:
        op.execute(f"alter table {table} no force row level security")
    op.execute(f"delete from preview where (tenant, document_id) in ({_WAITING})")
    op.execute(
        f"insert into unpreviewed (tenant, document_id, due_at) select tenant, id, now() from ({_WAITING}) as old"
    )
    op.execute("update document set preview = null where preview = 'words'")
    op.execute("update document set preview = 'too_large' where preview = 'none' and size > 67108864")
    for table in _TABLES:
        op.execute(f"alter table {table} force row level security")
