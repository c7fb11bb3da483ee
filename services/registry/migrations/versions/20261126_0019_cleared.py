"""A file may be given once documents told that the release gate passed it."""

from alembic import op

revision = "0019"
down_revision = "0018"


def upgrade() -> None:
    op.execute("alter table case_document add column cleared boolean not null default false")
    op.execute("grant update (cleared) on case_document to ppid_registry_app")
