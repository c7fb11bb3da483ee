"""A step of a dispute is corrected by a second entry; a dispute that was not accepted may be filed again."""

from alembic import op

revision = "0039"
down_revision = "0038"


def upgrade() -> None:
    op.execute("alter table dispute_step add column corrects integer, add column because text")
    op.execute("alter table dispute drop constraint dispute_tenant_objection_id_key")
    op.execute("create index dispute_objection on dispute (tenant, objection_id, filed_on)")
