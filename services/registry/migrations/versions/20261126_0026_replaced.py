"""A file that may be given may cease to be: a blackened copy takes its place."""

from alembic import op

revision = "0026"
down_revision = "0025"


def upgrade() -> None:
    op.execute("alter table case_document add column replaced boolean not null default false")
    op.execute("grant update (replaced) on case_document to ppid_registry_app")
