"""What happens between receipt and decision: what was missing, what the applicant adds, events of intake's own."""

from alembic import op

from chassis import tables

revision = "0003"
down_revision = "0002"


def upgrade() -> None:
    op.execute("alter table information_request alter column purpose drop not null")
    op.execute("alter table information_request add column warnings jsonb not null default '[]'")
    op.execute("alter table information_request add column version integer not null default 1")
    op.execute("grant update (version) on information_request to ppid_intake_app")
    op.execute(
        """
        create table request_repair (
            tenant text not null,
            id uuid not null,
            request_id uuid not null,
            at timestamptz not null,
            words_sealed bytea not null,
            primary key (tenant, id),
            foreign key (tenant, request_id) references information_request (tenant, id)
        )
        """
    )
    op.execute("create index request_repair_request on request_repair (tenant, request_id, at)")
    tables.protect("intake", "request_repair", "select, insert")
