"""The tables of registry, in `schema.sql`; from here on a migration expands, and a later release contracts."""

from alembic import op

from chassis import tables

revision = "0100"
down_revision = None

RIGHTS = {  # of whoever serves people, within the office in force
    "annual_report": "select, insert, update",
    "appointment": "select, insert, update (until, ended_because, version)",
    "arrival": "select, insert",
    "case_document": "select, insert, update (media_type, sha256, size, blackened, standing)",
    "case_file": "select, insert, update",
    "case_letter": "select, insert",
    "consequence_test": "select, insert, update",
    "delivered_report": "select, insert",
    "delivery": "select, insert",
    "dip_item": "select, insert, update",
    "dip_version": "select, insert, update (decree_number, decree_on)",
    "dispute": "select, insert, update (register_number, stage, version)",
    "dispute_step": "select, insert",
    "escalation": "select, insert, update (step, stage, due_on, open, version)",
    "exemption_proposal": "select, insert, update",
    "lateness": "select, insert",
    "letter_counter": "select, insert, update (last)",
    "objection_file": "select, insert, update",
    "objection_reply": "select, insert",
    "prepared_decision": "select, insert, delete, update",
    "published_count": "select, insert, update",
    "watched_case": "select, insert, update",
    "written_notice": "select, insert",
}


def upgrade() -> None:
    tables.create(op, "registry", "clients", "errands")
    tables.add(op, "registry", RIGHTS)
