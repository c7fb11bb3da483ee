"""Files are no longer read again by newer rules by themselves, nor pages ahead of what is drawn on them."""

from alembic import op

revision = "0048"
down_revision = "0047"


def upgrade() -> None:
    op.execute("drop table follow_up")
    op.execute("drop table reading")
    op.execute("alter table errand no force row level security")
    op.execute("delete from errand where kind = 'read'")
    op.execute("alter table errand force row level security")
    op.execute("drop index clearance_late")
    op.execute("drop index clearance_rules")
    for table in ("clearance", "document"):
        op.execute(f"drop policy machinery on {table}")
        op.execute(f"revoke select on {table} from ppid_documents_system")
    for column in ("rules", "suspended_at", "found_since", "asked_at"):
        op.execute(f"alter table clearance drop column {column}")
