"""A file is found by its digest, so that anybody can ask whether an office issued it."""

from alembic import op

revision = "0005"
down_revision = "0004"


def upgrade() -> None:
    op.execute("create index document_sha256 on document (tenant, sha256)")
