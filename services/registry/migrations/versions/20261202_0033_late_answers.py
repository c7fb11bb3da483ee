"""A late answer to an objection opens a second reading of the time to dispute: both are kept, as told and counted."""

from alembic import op

revision = "0033"
down_revision = "0032"


def upgrade() -> None:
    op.execute("alter table objection_reply add column silence_until date")
    op.execute("alter table objection_file add column dispute_until date, add column silence_until date")
    op.execute("alter table dispute add column later_until date")
    op.execute(
        """
        update objection_file set dispute_until = reply.dispute_until from objection_reply reply
        where (reply.tenant, reply.id) = (objection_file.tenant, objection_file.id)
        """
    )
