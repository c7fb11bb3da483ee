"""The tables of gateway, in `schema.sql`; from here on a migration expands, and a later release contracts."""

from alembic import op

from chassis import tables

revision = "0100"
down_revision = None

RIGHTS = {  # of whoever serves people, within the office in force
    "api_client": "select, insert, update",
    "draft": "select, insert, delete, update",
    "recovery_code": "select, insert, delete, update",
    "sign_in_attempt": "select, insert, delete, update",
    "staff": "select, insert, update",
    "staff_invitation": "select, insert, delete, update",
    "staff_phone": "select, insert, delete, update",
    "staff_session": "select, insert, delete, update",
}


def upgrade() -> None:
    tables.create(op, "gateway", "pace")
    tables.add(op, "gateway", RIGHTS)
