"""A request may come from another office, or be passed on to one; the date from the first receipt alarms."""

from alembic import op

revision = "0011"
down_revision = "0010"


def upgrade() -> None:
    op.execute(
        """
        alter table case_file
            add column first_received_at timestamptz,
            add column strict_due_on date,
            add column strict_extended_due_on date,
            add column passed text[] not null default '{}',
            add column transferred_to text
        """
    )
    op.execute("drop index case_file_queue")
    op.execute("alter table case_file drop column binding_on")
    op.execute(
        "alter table case_file add column binding_on date not null generated always as ("
        "case when stage = 'extended' then coalesce(strict_extended_due_on, extended_due_on)"
        " else coalesce(strict_due_on, due_on) end) stored"
    )
    op.execute("create index case_file_queue on case_file (tenant, stage, binding_on, id)")
