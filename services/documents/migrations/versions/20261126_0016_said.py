"""What a list of boxes and masks says of people is sealed beside it, and goes with the file; so does what was found."""

from alembic import op

revision = "0016"
down_revision = "0015"


def upgrade() -> None:
    op.execute("alter table redaction_boxes add column said bytea")
    op.execute("grant update (said) on redaction_boxes to ppid_documents_app")
    op.execute("grant update (findings) on clearance to ppid_documents_app")
    op.execute("grant delete on acceptance to ppid_documents_app")
