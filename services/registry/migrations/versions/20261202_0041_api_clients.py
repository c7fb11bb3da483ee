"""Which API clients were suspended is known here."""

from alembic import op

from chassis import api_clients

revision = "0041"
down_revision = "0040"


def upgrade() -> None:
    api_clients.create(op, "registry")
