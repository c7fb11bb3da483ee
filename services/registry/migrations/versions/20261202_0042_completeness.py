"""A request repaired in time may count from its repair (E-01); then that date alarms, beside the one from receipt."""

from alembic import op

revision = "0042"
down_revision = "0041"


def upgrade() -> None:
    op.execute(
        """
        alter table case_file
            add column complete_from date,
            add column completeness_due_on date,
            add column completeness_extended_due_on date
        """
    )
    op.execute(
        "alter table case_file alter column binding_on set expression as ("
        "case when stage = 'extended'"
        " then coalesce(completeness_extended_due_on, strict_extended_due_on, extended_due_on)"
        " else coalesce(completeness_due_on, strict_due_on, due_on) end)"
    )
