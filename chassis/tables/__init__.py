"""Tables: those that every service has, and how a table is opened to the roles of its service. Migrations call this.

Roles of a service's database: `ppid_<service>_owner` owns everything and migrates; `ppid_<service>_app` serves people
and obeys row-level security; `ppid_<service>_system` moves messages and crosses offices in machinery's tables only.
"""

import re
from collections.abc import Mapping
from importlib.resources import files
from typing import Protocol

from chassis.service import package

_NEXT = re.compile(r"(?<=;)\n+(?=create |alter |grant |--)")  # where a statement of a script ends
# Evaluated once per statement thanks to the sub-select; an unset or emptied setting is NULL and matches no row.
OFFICE = "tenant = (select nullif(current_setting('ppid.tenant', true), ''))"

# Of each part: its tables, with the rights of the application within its office, and of the machinery across offices.
_RIGHTS: Mapping[str, Mapping[str, tuple[str, str]]] = {
    "offices": {"idempotency": ("select, insert", "")},
    "audit": {
        "audit_entry": ("select, insert", ""),
        "audit_link": ("select", "select"),
        "audit_seal": ("select, insert", "select"),
    },
    "messages": {
        "outbox": ("insert", "select, delete, update (published_at, fault)"),
        "inbox": ("select, insert", "select, delete"),
        "parked": ("select (tenant, aggregate, aggregate_id, settled_at)", "select, insert, update, delete"),
    },
    "clients": {"api_client": ("select, insert, update", "")},
    "errands": {"errand": ("select, insert, update, delete", "select, update")},
    "pace": {"pace": ("select, insert, update", "select, delete")},
}


class Operations(Protocol):
    """What is needed of Alembic's `op`."""

    def execute(self, sqltext: str) -> None:
        """Run one statement."""


def create(op: Operations, service: str, *parts: str) -> None:
    """Create what every service has, and the parts that this one needs besides: `clients`, `errands`, `pace`."""
    op.execute(f"grant select on alembic_version to ppid_{service}_app")  # by which it knows whether it is ready
    for part in ("offices", "audit", "messages", *parts):
        add_part(op, service, part)


def add_part(op: Operations, service: str, part: str) -> None:
    """Create the tables of one part with their policies and grants."""
    _run(op, service, files(__name__).joinpath(f"{part}.sql").read_text())
    for table, (app, machinery) in _RIGHTS[part].items():
        guard(op, service, table, app)
        if machinery:
            admit_machinery(op, service, table, machinery)


def add(op: Operations, service: str, rights: Mapping[str, str], machinery: Mapping[str, str] | None = None) -> None:
    """Create the service's own tables, from `migrations/schema.sql`, and open them as far as `rights` go."""
    _run(op, service, files(package(service)).joinpath("migrations", "schema.sql").read_text())
    for table, app in rights.items():
        guard(op, service, table, app)
    for table, system in (machinery or {}).items():
        admit_machinery(op, service, table, system)


def guard(op: Operations, service: str, table: str, rights: str = "select, insert, update") -> None:
    """Put a table with a `tenant` column under forced row-level security and grant the application its rights.

    The restrictive policy is the floor: a permissive policy added later cannot widen it.
    """
    app = f"ppid_{service}_app"
    for statement in (
        f"alter table {table} enable row level security",
        f"alter table {table} force row level security",
        f"create policy office on {table} to {app} using ({OFFICE}) with check ({OFFICE})",
        f"create policy office_floor on {table} as restrictive to {app} using ({OFFICE}) with check ({OFFICE})",
        f"grant {rights} on {table} to {app}",
    ):
        op.execute(statement)


def admit_machinery(op: Operations, service: str, table: str, rights: str) -> None:
    """Let the system role cross offices in a guarded table that holds no personal data."""
    system = f"ppid_{service}_system"
    op.execute(f"create policy machinery on {table} to {system} using (true) with check (true)")
    op.execute(f"grant {rights} on {table} to {system}")


def _run(op: Operations, service: str, script: str) -> None:
    for statement in _NEXT.split(script.replace("{office}", OFFICE).replace("{service}", service)):
        op.execute(statement)
