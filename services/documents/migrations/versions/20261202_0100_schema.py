"""The tables of documents, in `schema.sql`; from here on a migration expands, and a later release contracts."""

from alembic import op

from chassis import tables

revision = "0100"
down_revision = None

RIGHTS = {  # of whoever serves people, within the office in force
    "acceptance": "select, insert, delete, update (finding)",
    "clearance": "select, insert, delete, update (sha256, checker, findings, checked_at, cleared_at)",
    "copy": "select, insert, delete, update, update (approved_sha256, approved_at)",
    "disposal": "select, insert, update",
    "disposal_file": "select, insert, update",
    "dispute_file": "select, insert, update",
    "document": "select, insert, update",
    "hastened": "select, insert, update",
    "hold": "select, insert, update",
    "known_request": "select, insert",
    "matter": "select, insert, update",
    "paper": "select, insert, update (state, flaw, checked_by, destroyed_at)",
    "paper_part": "select, insert, delete, update (sealed)",
    "preview": "select, insert, delete",
    "redaction": "select, insert, update",
    "redaction_boxes": "select, insert, update (said)",
    "release": "select, insert",
    "shown_checkpoint": "select, insert",
    "unpreviewed": "select, insert, delete, update",
}
MACHINERY = {  # of the machinery, across offices
    "unpreviewed": "select",
}


def upgrade() -> None:
    tables.create(op, "documents", "clients", "errands", "pace")
    tables.add(op, "documents", RIGHTS, MACHINERY)
