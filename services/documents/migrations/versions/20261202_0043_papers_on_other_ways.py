"""When a paper came to the office, and how where an officer wrote that down."""

from alembic import op

revision = "0043"
down_revision = "0042"


def upgrade() -> None:
    op.execute("alter table paper add column way text, add column came_at timestamptz")
    op.execute("alter table paper no force row level security")
    op.execute("update paper set came_at = received_at")
    op.execute("alter table paper force row level security")
    op.execute("alter table paper alter column came_at set not null")
