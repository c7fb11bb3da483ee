"""The period that a single refusal set is looked after, those of refusals before this day included."""

from alembic import op

revision = "0035"
down_revision = "0034"


def upgrade() -> None:
    op.execute(
        """
        create index written_notice_period on written_notice (tenant, exempt_until)
        where entry is null and exempt_until is not null
        """
    )
    op.execute(
        """
        insert into errand (tenant, id, due_at, kind)
        select tenant, id, now(), 'period' from written_notice
        where entry is null and exempt_until is not null
        """
    )
