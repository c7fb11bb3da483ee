"""A case knows the office that passed it on and its id there, and by whom it was handed back, when and why.

A letter keeps the office that the request went to with it. A first receipt is a day on the calendar of the office that
received it, wherever the case is now.
"""

from alembic import op

revision = "0043"
down_revision = "0042"


def upgrade() -> None:
    op.execute(
        """
        alter table case_file
            add column came_from text,
            add column came_as uuid,
            add column returned_by text,
            add column returned_on date,
            add column returned_because text,
            add column first_received_on date,
            add check ((came_from is null) = (came_as is null))
        """
    )
    op.execute("alter table case_file no force row level security")
    op.execute(
        """
        update case_file set first_received_on = (first_received_at at time zone f.time_zone)::date
        from office f where first_received_at is not null and f.code = passed[1]
        """
    )
    op.execute("alter table case_letter add column receiver text")
    op.execute("alter table case_letter no force row level security")
    op.execute(
        """
        update case_letter l set receiver = c.transferred_to
        from case_file c where l.act = 'transfer' and (c.tenant, c.id) = (l.tenant, l.case_id)
        """
    )
    for table in ("case_letter", "case_file"):
        op.execute(f"alter table {table} force row level security")
