"""Who let a finding stay is kept by name, too: the file's page tells people, not accounts.

Who let one stay before this is known by account alone.
"""

from alembic import op

revision = "0033"
down_revision = "0032"


def upgrade() -> None:
    op.execute("alter table acceptance add column accepter text")
