"""Files are read again once the checker's rules have grown: by which rules one was read is found by number."""

from alembic import op

revision = "0029"
down_revision = "0028"


def upgrade() -> None:
    op.execute("alter table clearance add column rules integer not null generated always as (checker::integer) stored")
    op.execute("create index clearance_rules on clearance (tenant, rules)")
    op.execute("grant update (sha256, storage_version, checker, checked_at) on clearance to ppid_documents_app")
    op.execute("grant update (finding) on acceptance to ppid_documents_app")
