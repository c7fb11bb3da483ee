"""Carry what the outbox holds to the broker: at least once, in order within an aggregate, from any number of processes.

Each partition of the outbox is held by one relay through a session advisory lock, so order survives several relays
and the death of any of them. A row is marked only after the broker confirmed it: a crash repeats, it never loses.
Of one aggregate only one message is under way at a time, since a refused message must not be overtaken.
"""

import threading
from collections import Counter as Count
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from time import monotonic
from typing import Any
from uuid import UUID

import psycopg
from psycopg.rows import class_row

from chassis import broker, log, metrics, shutdown, system
from chassis.broker import BrokerAway, Fate, Outgoing, Publisher, Subscriptions
from chassis.heartbeat import Heart
from chassis.outbox import CHANNEL, LONGEST_BODY, PARTITIONS
from chassis.service import Service, load
from chassis.settings import SERVICES, Settings
from chassis.settings import load as load_settings
from contracts.event import bulk_aggregates

logger = log.get_logger()

BATCH = 500  # rows read at once; what a crash at the worst moment repeats
BULK_BATCH = 100  # and beside them of what ticks tell by the thousand, so that nothing waits behind it
POLL = 1.0  # seconds; who tells an event wakes the relay earlier, this is for what that may miss
SHARE_EVERY = 2.0  # seconds between looks at how many relays live
HOLD_BACK = 5.0  # seconds that a partition rests after the broker could not take a message
_LOCKS = 0x50504944  # advisory lock space of relays ("PPID"); PARTITIONS is the presence lock, below it partitions


@dataclass(frozen=True, slots=True)
class Row:
    """An unpublished row of the outbox."""

    seq: int
    id: UUID
    tenant: str
    aggregate: str
    aggregate_id: str
    routing_key: str
    body: str
    partition: int

    @property
    def subject(self) -> tuple[str, str, str]:
        """The aggregate whose order is kept."""
        return self.tenant, self.aggregate, self.aggregate_id

    @property
    def fault(self) -> str | None:
        """Why no broker may be given this row, if so."""
        if len(self.body.encode()) > LONGEST_BODY:
            return f"larger than {LONGEST_BODY} bytes"
        if len(self.routing_key.encode()) > 255:  # AMQP 0-9-1: routing keys are short strings
            return "routing key is longer than 255 bytes"
        return None


_READ = """
select seq, id, tenant, aggregate, aggregate_id, routing_key, body, partition from outbox o
where published_at is null and partition = any(%(awake)s) and (o.aggregate = any(%(bulk)s)) = %(of_bulk)s
  and not exists (select from outbox f where f.fault is not null and f.published_at is null and f.seq <= o.seq
                  and (f.tenant, f.aggregate, f.aggregate_id) = (o.tenant, o.aggregate, o.aggregate_id))
order by seq limit %(most)s
"""
_MARK = "update outbox set published_at = now() where published_at is null and seq = any(%s)"
_FAULT = "update outbox set fault = %s where published_at is null and seq = %s"
_LIVE = """
select count(*) from pg_locks
where locktype = 'advisory' and classid = %s and objid = %s and mode = 'ShareLock' and granted
  and database = (select oid from pg_database where datname = current_database())
"""


class Relay:
    """One relay: the partitions it holds, and the passing on of what is in them."""

    def __init__(self, connection: psycopg.Connection[Any], publisher: Publisher) -> None:
        self._connection = connection
        self._publisher = publisher
        self._held: set[int] = set()
        self._heart, self._passed = Heart("relay"), 0
        self._rests: dict[int, float] = {}  # partition: until when
        # A mark that a crash of PostgreSQL forgets is a message published twice, and the inboxes know it.
        connection.execute("set synchronous_commit = off")
        connection.execute(f"listen {CHANNEL}")
        connection.execute("select pg_advisory_lock_shared(%s, %s)", [_LOCKS, PARTITIONS])

    @property
    def held(self) -> frozenset[int]:
        """The partitions that this relay holds."""
        return frozenset(self._held)

    def share(self) -> None:
        """Hold a fair part of the partitions: their number divided by that of the living relays, rounded up."""
        live = self._value(_LIVE, _LOCKS, PARTITIONS)
        fair = -(-PARTITIONS // live)
        for extra in sorted(self._held)[fair:]:
            self._value("select pg_advisory_unlock(%s, %s)", _LOCKS, extra)
            self._held.discard(extra)
        for partition in set(range(PARTITIONS)) - self._held:
            if len(self._held) >= fair:
                break
            if self._value("select pg_try_advisory_lock(%s, %s)", _LOCKS, partition):
                self._held.add(partition)

    def pass_on(self) -> int:
        """Publish one batch and mark it.

        Returns:
            How many rows the broker confirmed.

        Raises:
            BrokerAway: nothing of what it had not confirmed is marked.
        """
        awake = [partition for partition in self._held if self._rests.get(partition, 0.0) <= monotonic()]
        rows = [*self._read(awake, BATCH, of_bulk=False), *self._read(awake, BULK_BATCH, of_bulk=True)]
        confirmed: list[int] = []
        stopped: set[int] = set()
        try:
            for wave in _waves(self._without_faults(rows)):
                going = [row for row in wave if row.partition not in stopped]
                for row, fate in zip(going, self._publish(going), strict=True):
                    if fate is Fate.CONFIRMED:
                        confirmed.append(row.seq)
                    else:
                        stopped.add(row.partition)
                        self._rest(row, fate)
        finally:
            if confirmed:
                self._connection.execute(_MARK, [confirmed])
                self._passed += len(confirmed)
        return len(confirmed)

    def beat(self) -> None:
        """Say how far it got."""
        self._heart.beat(self._connection, self._passed)

    def wait(self) -> None:
        """Wait for the outbox to grow."""
        for _wake in self._connection.notifies(timeout=POLL, stop_after=1):
            pass

    def _read(self, awake: list[int], most: int, *, of_bulk: bool) -> list[Row]:
        values = {"awake": awake, "most": most, "of_bulk": of_bulk, "bulk": bulk_aggregates()}
        return self._connection.cursor(row_factory=class_row(Row)).execute(_READ, values).fetchall()

    def _publish(self, rows: list[Row]) -> list[Fate]:
        return self._publisher.publish([Outgoing(row.id, row.routing_key, row.body) for row in rows]) if rows else []

    def _rest(self, row: Row, fate: Fate) -> None:
        self._rests[row.partition] = monotonic() + HOLD_BACK
        write = logger.error if fate is Fate.UNROUTABLE else logger.warning
        write("outbox_stopped", partition=row.partition, fate=fate.name.lower(), routing_key=row.routing_key)

    def _without_faults(self, rows: list[Row]) -> list[Row]:
        """Put rows aside that no broker will ever take, and with them what follows of the same aggregates."""
        stuck: set[tuple[str, str, str]] = set()
        kept: list[Row] = []
        for row in rows:
            if row.subject in stuck:
                continue
            if row.fault is None:
                kept.append(row)
                continue
            stuck.add(row.subject)
            self._connection.execute(_FAULT, [row.fault, row.seq])
            logger.error("outbox_fault", message=str(row.id), fault=row.fault)
        return kept

    def _value(self, statement: str, *values: int) -> int:
        row = self._connection.execute(statement, values).fetchone()
        assert row is not None
        return int(row[0])


def _waves(rows: list[Row]) -> Iterator[list[Row]]:
    """Split rows so that each wave holds at most one row of an aggregate, in the aggregate's order."""
    seen: Count[tuple[str, str, str]] = Count()
    waves: list[list[Row]] = []
    for row in rows:
        place = seen[row.subject]
        if place == len(waves):
            waves.append([])
        waves[place].append(row)
        seen[row.subject] += 1
    yield from waves


def known_subscriptions() -> Subscriptions:
    """Return what every service of the platform listens to."""
    return {name: tuple(load(name).handlers) for name in SERVICES}


def run(service: Service) -> None:
    """Relay until SIGTERM; whatever is away is waited for."""
    log.configure(service.name, "relay")
    settings = load_settings(service.name)
    metrics.serve(settings)
    with shutdown.asked() as stop, broker.topology_agreed():
        relay(settings, known_subscriptions(), stop)


def relay(settings: Settings, subscriptions: Subscriptions, stop: threading.Event) -> None:
    """Relay until asked to stop.

    Raises:
        TopologyDiffers: the broker holds our queues with other arguments.
    """
    pauses = shutdown.pauses()
    while not stop.is_set():
        try:
            with opened(settings, subscriptions) as carrier:
                logger.info("relay_ready")
                pauses = shutdown.pauses()
                _carry(carrier, stop)
        except (BrokerAway, psycopg.OperationalError) as away:
            logger.warning("relay_waits", away=type(away).__name__, reason=str(away))
            stop.wait(next(pauses))


def _carry(carrier: Relay, stop: threading.Event) -> None:
    share_at = 0.0
    while not stop.is_set():
        if monotonic() >= share_at:
            carrier.share()
            share_at = monotonic() + SHARE_EVERY
        carrier.beat()
        if not carrier.pass_on():
            carrier.wait()


def run_once(settings: Settings, subscriptions: Subscriptions) -> int:
    """Publish what waits now and return how much that was (tests and one-shot runs)."""
    passed = 0
    with opened(settings, subscriptions) as carrier:
        carrier.share()
        while count := carrier.pass_on():
            passed += count
    return passed


@contextmanager
def opened(settings: Settings, subscriptions: Subscriptions) -> Iterator[Relay]:
    """Give a relay with its connections to database and broker, the topology declared.

    Raises:
        BrokerAway: the broker does not answer.
        TopologyDiffers: the broker holds our queues with other arguments.
        psycopg.OperationalError: the database does not answer.
    """
    broker.declare(settings.broker_url, subscriptions)
    with system.connect(settings, "relay") as connection, broker.publisher(settings.broker_url) as publisher:
        yield Relay(connection, publisher)
