"""In which office a round ran out of time is known, so that the next one begins after it."""

from alembic import op

revision = "0047"
down_revision = "0046"


def upgrade() -> None:
    op.execute("create table round_end (round text primary key, office text not null)")
    op.execute("grant select, insert, update on round_end to ppid_documents_app")
