"""The directory says where an office is reached; a letter keeps how it was reached that day."""

from alembic import op

from chassis import tables

revision = "0031"
down_revision = "0030"


def upgrade() -> None:
    tables.profile_offices()
    for table in ("written_notice", "case_letter", "objection_reply"):
        op.execute(f"alter table {table} add column office_contact text")
