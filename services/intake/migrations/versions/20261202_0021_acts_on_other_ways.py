"""What an applicant did on another way than the tracking page: how it came, and when it was written down."""

from alembic import op

revision = "0021"
down_revision = "0020"


def upgrade() -> None:
    op.execute("alter table applicant_act add column way text, add column recorded_at timestamptz")
    op.execute("alter table applicant_act no force row level security")
    op.execute("update applicant_act set recorded_at = at")
    op.execute("alter table applicant_act force row level security")
    op.execute("alter table applicant_act alter column recorded_at set not null")
