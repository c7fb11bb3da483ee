"""A small world to try delivery in: `teller` tells and records events about counters, `hearer` writes each one down.

Both have real databases with the real operational tables and roles. A counter is the aggregate: its row holds the
version, and each event is told while that row is locked, as every service does it.
"""

from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import Any, cast
from urllib.parse import urlsplit
from uuid import UUID, uuid4

import psycopg
from psycopg import sql
from sqlalchemy import text

from chassis import audit, outbox, tables
from chassis.context import Context, current
from chassis.db import Database, transaction
from chassis.service import Handler, Runtime, Service
from chassis.settings import Settings, Stage
from contracts.envelope import Envelope
from contracts.requests import RequestSubmitted
from verifier.record import Link, follow

TENANTS = ("32.76", "31.71", "11.01")
SUBSCRIPTIONS = {"hearer": (RequestSubmitted,), "teller": ()}
_OFFICE = "tenant = (select nullif(current_setting('ppid.tenant', true), ''))"
_CHAIN = """
select position, hash, audit_text(entry) from audit_link link
join audit_entry entry on (entry.tenant, entry.id) = (link.tenant, link.entry_id)
where link.tenant = %s order by position
"""
_TABLES = {
    "teller": """
        create table counter (tenant text, id uuid, version integer not null, primary key (tenant, id));
        alter table counter enable row level security;
        create policy office on counter to ppid_teller_app using ({office}) with check ({office});
        grant select, insert, update on counter to ppid_teller_app;
        create policy machinery on counter to ppid_teller_system using (true);
        grant select on counter to ppid_teller_system
    """,
    # No key: a doubled effect must show as two rows. `n` is the order in which effects were committed.
    "hearer": """
        create table effect (
            tenant text, counter uuid, version integer, n bigint generated always as identity,
            told_at timestamptz, at timestamptz default clock_timestamp()
        );
        alter table effect enable row level security;
        create policy office on effect to ppid_hearer_app using ({office}) with check ({office});
        create policy machinery on effect to ppid_hearer_system using (true);
        grant select, insert on effect to ppid_hearer_app;
        grant select on effect to ppid_hearer_system
    """,
}


@dataclass(frozen=True, slots=True)
class World:
    """Both services' runtimes, and a superuser's way in."""

    teller: Runtime
    hearer: Runtime
    admin_url: str

    def ask(self, runtime: Runtime, statement: str, *values: Any) -> list[tuple[Any, ...]]:
        """Rows of a statement, as the service's system role sees them."""
        with psycopg.connect(_plain(runtime.settings.system_database_url), autocommit=True) as connection:
            return connection.execute(statement, values or None).fetchall()

    def superuser(self, statement: str, *values: Any, of: str = "") -> None:
        """Do to a database (the teller's, unless its URL is given) what no role of ours may do."""
        database = urlsplit(of or self.teller.settings.database_url).path
        with psycopg.connect(urlsplit(self.admin_url)._replace(path=database).geturl(), autocommit=True) as connection:
            connection.execute(statement, values or None)

    def empty(self) -> None:
        """Forget everything."""
        self.superuser("truncate outbox, inbox, parked, counter, audit_entry, audit_link, heartbeat")
        self.superuser("truncate outbox, inbox, parked, effect, heartbeat", of=self.hearer.settings.database_url)
        if self.teller.settings.broker_url.startswith("postgresql"):
            bus = self.teller.settings.broker_url
            self.superuser("drop owned by ppid_trial_bus cascade", of=bus)
            self.superuser("grant create, usage on schema public to ppid_trial_bus", of=bus)

    def effects(self) -> list[tuple[UUID, int]]:
        """What was written down, in the order of writing: counter and version."""
        return cast(list[tuple[UUID, int]], self.ask(self.hearer, "select counter, version from effect order by n"))

    def unrecorded(self) -> int:
        """Changes without an entry, entries without a change, and breaks in the chains of the record (ST-14)."""
        counters = self.ask(self.teller, "select id::text, version from counter")
        changes = Counter((counter, version) for counter, last in counters for version in range(1, last + 1))
        entries = Counter(self.ask(self.teller, "select subject, (facts ->> 'version')::int from audit_entry"))
        breaks = [found for office in TENANTS for found in follow(self._chain(office), [])[1]]
        return (changes - entries).total() + (entries - changes).total() + len(breaks)

    def _chain(self, office: str) -> Iterator[Link]:
        linked = self.ask(self.teller, _CHAIN, office)
        return (Link(position, end, bytes(32), text) for position, end, text in linked)

    def close(self) -> None:
        """Close the pools."""
        self.teller.database.dispose()
        self.hearer.database.dispose()


def tell(runtime: Runtime, counter: UUID, tenant: str = TENANTS[0], *, recorded: bool = True) -> int:
    """Count once, tell it and leave an entry, in one transaction; returns the new version."""
    with runtime.acting(Context(tenant, actor="service:test")), transaction() as session:
        version = session.execute(COUNT, {"tenant": tenant, "id": counter}).scalar_one()
        if recorded:
            audit.record("counter.counted", counter, version=version)
        outbox.publish(fact(counter), version)
    return int(version)


COUNT = text(
    "insert into counter as c (tenant, id, version) values (:tenant, :id, 1)"
    " on conflict (tenant, id) do update set version = c.version + 1 returning version"
)
_WRITE_DOWN = text(
    "insert into effect (tenant, counter, version, told_at) values (:tenant, :counter, :version, :told_at)"
)


def fact(counter: UUID) -> RequestSubmitted:
    """An event about a counter."""
    return RequestSubmitted(
        request_id=counter,
        number="1/PPID/2026",
        channel="web",
        applicant_kind="individual",
        category="budget",
        received_at=datetime(2026, 11, 23, tzinfo=UTC),
        regime=None,
    )


def write_down(message: Envelope[RequestSubmitted]) -> None:
    """The hearer's handler."""
    with transaction() as session:
        values = {"counter": message.data.request_id, "version": message.aggregate_version, "told_at": message.time}
        session.execute(_WRITE_DOWN, {"tenant": current().tenant, **values})


@contextmanager
def world(admin_url: str, broker_url: str, handler: Handler = write_down) -> Iterator[World]:
    """Fresh databases for teller and hearer, dropped afterwards. `broker_url` may be "table" for a fresh table bus."""
    suffix = uuid4().hex[:8]
    names = {name: f"{name}_{suffix}" for name in ("teller", "hearer", "bus")}
    try:
        with psycopg.connect(admin_url, autocommit=True) as admin:
            for name in ("teller", "hearer"):
                _make(admin, admin_url, name, names[name])
            if broker_url == "table":
                _role(admin, "ppid_trial_bus")
                _execute(admin, "create database {} owner {}", names["bus"], "ppid_trial_bus")
                broker_url = _url(admin_url, "ppid_trial_bus", names["bus"])
        made = World(
            runtime("teller", _settings(admin_url, "teller", names, broker_url), {}),
            runtime("hearer", _settings(admin_url, "hearer", names, broker_url), {RequestSubmitted: handler}),
            admin_url,
        )
        try:
            yield made
        finally:
            made.close()
    finally:
        with psycopg.connect(admin_url, autocommit=True) as admin:  # another: PostgreSQL may have died in between
            for name in names.values():
                _execute(admin, "drop database if exists {} with (force)", name)


def runtime(name: str, settings: Settings, handlers: dict[Any, Handler]) -> Runtime:
    """A runtime without keys and directory: delivery needs neither."""
    nothing = cast(Any, None)
    database = Database(settings.database_url, pool_size=settings.threads, name=f"ppid {name}")
    return Runtime(Service(name, nothing, handlers), settings, database, *[nothing] * 5)


def on(runtime_: Runtime, **changes: str) -> Runtime:
    """The same runtime with other settings."""
    return replace(runtime_, settings=replace(runtime_.settings, **changes))  # type: ignore[arg-type]


def _make(admin: psycopg.Connection[Any], admin_url: str, service: str, database: str) -> None:
    for role in ("owner", "app", "system"):
        _role(admin, f"ppid_{service}_{role}")
    _execute(admin, "create database {} owner {}", database, f"ppid_{service}_owner")
    with psycopg.connect(_url(admin_url, f"ppid_{service}_owner", database)) as owner:
        tables.add_part(cast(Any, owner), service, "messages")
        if service == "teller":
            tables.add_part(cast(Any, owner), service, "audit")
            tables.admit_machinery(cast(Any, owner), service, "audit_entry", "select")
        owner.execute(_TABLES[service].format(office=_OFFICE))


def _role(admin: psycopg.Connection[Any], role: str) -> None:
    if admin.execute("select from pg_roles where rolname = %s", [role]).fetchone() is None:
        _execute(admin, "create role {} login password {}", role, literal=role)


def _execute(admin: psycopg.Connection[Any], statement: str, *names: str, literal: str | None = None) -> None:
    parts: list[sql.Composable] = [sql.Identifier(name) for name in names]
    if literal is not None:
        parts.append(sql.Literal(literal))
    admin.execute(sql.SQL(cast(Any, statement)).format(*parts))


def _settings(admin_url: str, service: str, names: dict[str, str], broker_url: str) -> Settings:
    def url(role: str) -> str:
        whole = _url(admin_url, f"ppid_{service}_{role}", names[service])
        return whole.replace("postgresql://", "postgresql+psycopg://", 1)

    addresses = {"database_url": url("app"), "system_database_url": url("system"), "broker_url": broker_url}
    return replace(settings_of(service), **addresses)


def settings_of(service: str) -> Settings:
    """Settings without addresses."""
    return Settings(
        service=service,
        stage=Stage.EMBEDDED,
        base_domain="localhost",
        edge_url="http://localhost:8080",
        database_url="",
        system_database_url="",
        broker_url="",
        master_key=bytes(32),
        key_file="",
        trusted_keys_file="",
        s3_url="",
        s3_role="",
        clamd_address="",
        smtp_url="",
        service_urls={},
        listen="",
        workers=1,
        threads=4,
    )


def _url(admin_url: str, role: str, database: str) -> str:
    parts = urlsplit(admin_url)
    return parts._replace(netloc=f"{role}:{role}@{parts.hostname}:{parts.port}", path=f"/{database}").geturl()


def _plain(url: str) -> str:
    return url.replace("postgresql+psycopg://", "postgresql://", 1)
