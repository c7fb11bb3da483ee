"""Tables that carry messages: outbox, inbox, parked. Each service's first migration calls `create` once.

They belong to machinery, not to people's work, so a second role may cross offices in them and in nothing else:
`ppid_<service>_system`, which runs the relay, the retries and the dead letters. The application role adds to the
outbox and the inbox of the office in force and changes nothing there.
"""

from typing import Protocol

PARTITIONS = 8  # how many relays of one service can work side by side; order is kept within an aggregate
LONGEST_BODY = 256 * 1024  # bytes of one event; ours have hundreds. A larger one is a file in the wrong place.

# Evaluated once per statement thanks to the sub-select; an unset or emptied setting is NULL and matches no row.
_OFFICE = "tenant = (select nullif(current_setting('ppid.tenant', true), ''))"

# `seq` is drawn while the aggregate's row is locked, so within an aggregate it follows the versions. Across
# aggregates it is not commit order, which is why rows are read by "not yet published" and never by "seq > last".
_OUTBOX = """
create table outbox (
    tenant text not null,
    aggregate text not null,
    aggregate_id text not null,
    aggregate_version integer not null check (aggregate_version > 0),
    seq bigint generated always as identity,
    id uuid not null,
    routing_key text not null,
    body text not null,
    partition smallint not null,
    created_at timestamptz not null default now(),
    published_at timestamptz,
    fault text,
    primary key (tenant, aggregate, aggregate_id, aggregate_version)
) with (autovacuum_vacuum_scale_factor = 0.02)
"""
_INBOX = """
create table inbox (
    tenant text not null,
    message_id uuid not null,
    received_at timestamptz not null default now(),
    primary key (tenant, message_id)
)
"""
# `tenant` is empty for a message that could not be read. A row is open until `settled_at`; an open row, dead or
# not, holds back later messages of its aggregate, because to let them pass would break their order for good.
_PARKED = """
create table parked (
    tenant text not null,
    message_id uuid not null,
    seq bigint generated always as identity,
    type text not null,
    aggregate text not null,
    aggregate_id text not null,
    body bytea not null,
    attempts smallint not null,
    error text not null,
    trace text not null,
    parked_at timestamptz not null default now(),
    next_attempt_at timestamptz not null,
    dead_at timestamptz,
    settled_at timestamptz,
    history jsonb not null default '[]',
    primary key (tenant, message_id)
)
"""
_STATEMENTS = (
    _OUTBOX,
    "create index outbox_waiting on outbox (seq) where published_at is null",
    "create index outbox_faulty on outbox (tenant, aggregate, aggregate_id) where fault is not null",
    "create index outbox_age on outbox using brin (created_at)",
    _INBOX,
    "create index inbox_age on inbox using brin (received_at)",
    _PARKED,
    "create index parked_open on parked (tenant, aggregate, aggregate_id, seq) where settled_at is null",
    "create index parked_due on parked (next_attempt_at) where settled_at is null and dead_at is null",
)
_RIGHTS = {  # table: (rights of the application role within its office, rights of the system role)
    "outbox": ("insert", "select, delete, update (published_at, fault)"),
    "inbox": ("select, insert", "select, delete"),
    "parked": ("select (tenant, aggregate, aggregate_id, settled_at)", "select, insert, update, delete"),
}


class Operations(Protocol):
    """What is needed of Alembic's `op`."""

    def execute(self, sqltext: str) -> None:
        """Run one statement."""


def create(op: Operations, service: str) -> None:
    """Create outbox, inbox and parked with their policies and grants in a service's database."""
    for statement in _STATEMENTS:
        op.execute(statement)
    for table, (app_rights, system_rights) in _RIGHTS.items():
        guard(op, service, table, app_rights)
        admit_machinery(op, service, table, system_rights)


def wake_after_commit(op: Operations) -> None:
    """Take away the trigger that woke the relay from within a transaction, in databases that still have it.

    See `chassis.db.wake`; each service's migrations call it once.
    """
    op.execute("drop trigger if exists outbox_wake on outbox")
    op.execute("drop function if exists outbox_wake()")


def guard(op: Operations, service: str, table: str, rights: str) -> None:
    """Put a table with a `tenant` column under forced row-level security and grant the application its rights.

    The restrictive policy is the floor: a permissive policy added later cannot widen it.
    """
    app = f"ppid_{service}_app"
    for statement in (
        f"alter table {table} enable row level security",
        f"alter table {table} force row level security",
        f"create policy office on {table} to {app} using ({_OFFICE}) with check ({_OFFICE})",
        f"create policy office_floor on {table} as restrictive to {app} using ({_OFFICE}) with check ({_OFFICE})",
        f"grant {rights} on {table} to {app}",
    ):
        op.execute(statement)


def admit_machinery(op: Operations, service: str, table: str, rights: str) -> None:
    """Let the system role cross offices in a guarded table that holds no personal data."""
    system = f"ppid_{service}_system"
    op.execute(f"create policy machinery on {table} to {system} using (true) with check (true)")
    op.execute(f"grant {rights} on {table} to {system}")
