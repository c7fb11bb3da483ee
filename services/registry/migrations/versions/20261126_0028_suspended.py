"""A file that may be given may cease to be for a while: the rules of the release gate have grown."""

from alembic import op

revision = "0028"
down_revision = "0027"


def upgrade() -> None:
    op.execute("alter table case_document add column suspended boolean not null default false")
    op.execute("grant update (suspended) on case_document to ppid_registry_app")
