"""SQL that every service's first migration runs: the tables each one has, and the policy of a tenant table.

Roles of a service's database: `ppid_<service>_owner` owns everything and migrates; `ppid_<service>_app` serves
people and obeys row-level security; `ppid_<service>_system` moves messages and sees operational tables only.
"""

from alembic import op

from chassis import operational_tables

# The directory is public knowledge and belongs to no office. A reader may hear of an office before its parent, so
# `parent` refers to nothing.
_OFFICE = """
create table office (
    code text primary key,
    level text not null check (level in ('ri', 'provinsi', 'kabupaten', 'kota')),
    name text not null,
    parent text,
    time_zone text not null,
    hosts text[] not null,
    active boolean not null,
    version integer not null
)
"""
_PROFILE = """
alter table office
    add column address text,
    add column hours text,
    add column telephone text,
    add column mailbox text,
    add column profile_version integer not null default 0
"""
AUDIT_ENTRY = """
create table audit_entry (
    tenant text not null,
    id bigint generated always as identity,
    at timestamptz not null,
    actor text not null,
    act text not null,
    subject text not null,
    facts jsonb not null,
    trace text not null,
    primary key (tenant, id)
)
"""
_IDEMPOTENCY = """
create table idempotency (
    tenant text not null,
    key text not null,
    fingerprint bytea not null,
    result uuid not null,
    at timestamptz not null,
    primary key (tenant, key)
)
"""


def create(service: str) -> None:
    """Create what every service has: directory, audit record, idempotency keys, outbox, inbox, parked messages."""
    op.execute(f"grant select on alembic_version to ppid_{service}_app")  # by which it knows whether it is ready
    op.execute(_OFFICE)
    op.execute("create index office_hosts on office using gin (hosts)")
    op.execute(f"grant select, insert, update on office to ppid_{service}_app")
    op.execute(f"grant select on office to ppid_{service}_system")
    op.execute(AUDIT_ENTRY)
    op.execute("create index audit_entry_subject on audit_entry (tenant, subject, id)")
    protect(service, "audit_entry", "select, insert")
    op.execute(_IDEMPOTENCY)
    protect(service, "idempotency", "select, insert")
    operational_tables.create(op, service)


def profile_offices() -> None:
    """Let the directory say where an office is reached."""
    op.execute(_PROFILE)


def protect(service: str, table: str, rights: str = "select, insert, update") -> None:
    """Put a table of people's work under row-level security (see `operational_tables.guard`)."""
    operational_tables.guard(op, service, table, rights)
