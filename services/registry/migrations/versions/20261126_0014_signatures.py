"""What is signed says who signed it, as what and on which decree."""

from alembic import op

revision = "0014"
down_revision = "0013"

_BEFORE = {  # what was signed before appointments were kept
    "written_notice": "signed_by = decided_by, capacity = replace(capacity, 'ppid', 'definitive')",
    "objection_reply": "signed_by = answered_by, signer = answered_by, capacity = 'definitive'",
}


def upgrade() -> None:
    for table in ("case_letter", "objection_reply"):
        op.execute(f"alter table {table} add column signer text, add column capacity text")
    for table in ("case_letter", "objection_reply", "written_notice"):
        op.execute(f"alter table {table} add column signing_decree text, add column signed_by text")
    for table, signed in _BEFORE.items():
        op.execute(f"alter table {table} no force row level security")
        op.execute(f"update {table} set {signed}")
        op.execute(f"alter table {table} force row level security")
        for column in ("signer", "capacity", "signed_by"):
            op.execute(f"alter table {table} alter column {column} set not null")
