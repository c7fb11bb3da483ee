"""Old registers of objections and of disputes come in beside that of requests."""

from alembic import op

revision = "0014"
down_revision = "0013"


def upgrade() -> None:
    op.execute("alter table imported_request rename to imported_row")
    op.execute("alter table imported_row add column register text not null default 'requests'")
    op.execute("alter table imported_row alter column register drop default")
    op.execute("alter table imported_row drop constraint imported_request_tenant_number_key")
    op.execute("alter table imported_row add unique (tenant, register, number)")
    op.execute("drop index imported_request_received")
    op.execute("create index imported_row_received on imported_row (tenant, register, received_on, number)")
