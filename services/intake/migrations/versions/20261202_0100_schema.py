"""The tables of intake, in `schema.sql`; from here on a migration expands, and a later release contracts."""

from alembic import op

from chassis import tables

revision = "0100"
down_revision = None

RIGHTS = {  # of whoever serves people, within the office in force
    "applicant_act": "select, insert, update (words_sealed)",
    "data_claim": "select, insert, update",
    "imported_row": "select, insert",
    "indication": "select, insert, update",
    "information_request": (
        "select, insert, update (applicant_sealed, nik_hash, deadline, state, documents, case_version, "
        "version, forgotten_at, identity_hash)"
    ),
    "likeness": "select, insert",
    "likeness_hash": "select, insert",
    "number_counter": "select, insert, update (last)",
    "objection": (
        "select, insert, update (words_sealed, found_on, filing_until, deadline, warnings, state, "
        "file_version, answered_at, act_until, dispute_until, documents, silence_until)"
    ),
    "request_destination": "select, insert, delete",
    "request_origin": "select, insert",
    "request_part": "select, insert",
    "request_step": "select, insert",
}
MACHINERY = {  # of the machinery, across offices
    "idempotency": "select, delete",
}


def upgrade() -> None:
    tables.create(op, "intake", "clients", "pace")
    tables.add(op, "intake", RIGHTS, MACHINERY)
