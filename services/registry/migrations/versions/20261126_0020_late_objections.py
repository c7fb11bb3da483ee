"""Objections that are due soon or overdue are seen by the offices above as well."""

from alembic import op

revision = "0020"
down_revision = "0019"


def upgrade() -> None:
    op.execute("alter table escalation add column objection_id uuid")
    op.execute("alter table escalation add foreign key (tenant, objection_id) references objection_file (tenant, id)")
    op.execute("alter table escalation drop constraint escalation_tenant_case_id_supervisor_key")
    op.execute("alter table escalation add unique nulls not distinct (tenant, case_id, objection_id, supervisor)")
    op.execute("alter table watched_case add column objection_id uuid")
