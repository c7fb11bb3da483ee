"""What the applicant does on the tracking page, and the day that a step of the register sets."""

from alembic import op

revision = "0005"
down_revision = "0004"


def upgrade() -> None:
    op.execute("alter table request_step add column until date")
    op.execute("alter table request_repair rename to applicant_act")
    op.execute("alter table applicant_act add column act text not null default 'repair'")
    op.execute("alter table applicant_act alter column act drop default")
    op.execute("alter table applicant_act alter column words_sealed drop not null")
