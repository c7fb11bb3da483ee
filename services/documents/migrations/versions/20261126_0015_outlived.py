"""For which end of a request the others were told that its applicant is to be forgotten."""

from alembic import op

revision = "0015"
down_revision = "0014"


def upgrade() -> None:
    op.execute("alter table matter add column told_for date, add column version integer not null default 0")
