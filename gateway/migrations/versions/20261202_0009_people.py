"""People are invited, suspended and leave; what they are written to by is sealed."""

from alembic import op

from chassis import tables

revision = "0009"
down_revision = "0008"

# Rewriting the column sees every office's rows, which no statement of the owner does: row-level security is forced.
_STAFF = """
alter table staff
    alter column active type text using case when active then 'active' else 'left' end,
    alter column password_hash drop not null,
    add column mailbox bytea
"""
_INVITATION = """
create table staff_invitation (
    tenant text not null,
    id uuid not null,
    staff_id uuid not null,
    token_hash bytea not null,
    expires_at timestamptz not null,
    primary key (tenant, id),
    unique (tenant, staff_id),
    unique (tenant, token_hash),
    foreign key (tenant, staff_id) references staff (tenant, id)
)
"""


def upgrade() -> None:
    op.execute(_STAFF)
    op.execute("alter table staff rename column active to state")
    op.execute("alter table staff add check (state in ('invited', 'active', 'suspended', 'left'))")
    op.execute("alter table staff add check (state = 'invited' or password_hash is not null or state = 'left')")
    op.execute("alter table staff add column active boolean not null generated always as (state = 'active') stored")
    op.execute("alter table staff_session add column browser text not null default ''")
    op.execute(_INVITATION)
    tables.protect("gateway", "staff_invitation", "select, insert, update, delete")
