"""The tables of notify, in `schema.sql`; from here on a migration expands, and a later release contracts."""

from alembic import op

from chassis import tables

revision = "0100"
down_revision = None

RIGHTS = {  # of whoever serves people, within the office in force
    "notice": "select, insert, update",
}


def upgrade() -> None:
    tables.create(op, "notify", "clients", "errands", "pace")
    tables.add(op, "notify", RIGHTS)
