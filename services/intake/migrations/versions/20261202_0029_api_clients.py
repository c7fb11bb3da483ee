"""Which API clients were suspended is known here."""

from alembic import op

from chassis import api_clients

revision = "0029"
down_revision = "0028"


def upgrade() -> None:
    api_clients.create(op, "intake")
