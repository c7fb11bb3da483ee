"""What an applicant said of herself is forgotten when its schedule has run out; nothing else of a request changes."""

from alembic import op

revision = "0015"
down_revision = "0014"


def upgrade() -> None:
    op.execute("alter table information_request add column forgotten_at timestamptz")
    op.execute(
        "grant update (applicant_sealed, nik_hash, forgotten_at) on information_request to ppid_intake_app;"
        "grant update (words_sealed) on applicant_act, objection to ppid_intake_app"
    )
