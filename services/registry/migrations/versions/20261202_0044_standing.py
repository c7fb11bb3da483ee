"""Where a file stands is kept as documents tells it, in one word."""

from alembic import op

revision = "0044"
down_revision = "0043"


def upgrade() -> None:
    op.execute("alter table case_document add column standing text not null default 'checking'")
    op.execute("alter table case_document no force row level security")
    op.execute(
        "update case_document set standing = case when cleared then 'ready' when replaced then 'replaced'"
        " when suspended then 'to_judge' else 'checking' end"
    )
    op.execute("alter table case_document force row level security")
    for column in ("cleared", "replaced", "suspended"):
        op.execute(f"alter table case_document drop column {column}")
    op.execute("grant update (standing, sha256, media_type, size) on case_document to ppid_registry_app")
