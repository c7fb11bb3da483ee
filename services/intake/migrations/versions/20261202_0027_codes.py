"""A request is found by the short code on its receipt."""

from alembic import op

revision = "0027"
down_revision = "0026"


def upgrade() -> None:
    op.execute("alter table information_request add column code_hash bytea")
    op.execute("create unique index information_request_code on information_request (tenant, code_hash)")
