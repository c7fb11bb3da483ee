"""A request is found again among those of the same applicant."""

from alembic import op

revision = "0025"
down_revision = "0024"


def upgrade() -> None:
    op.execute("alter table information_request add column identity_hash bytea")
    op.execute("create index information_request_identity on information_request (tenant, identity_hash, recorded_at)")
    op.execute("grant update (identity_hash) on information_request to ppid_intake_app")
