"""Watch and sweep the tables that carry messages: ticks that every service has.

How long things are kept hangs together: what may come a second time (a replayed dead letter, an outbox sent again
after a broker lost its disk) must find its inbox row.
"""

from dataclasses import dataclass
from typing import Any

import psycopg

from chassis import broker, heartbeat, system
from chassis.broker import bus
from chassis.log import get_logger
from chassis.service import Runtime, Tick

log = get_logger()

OUTBOX_DAYS = 7  # a broker that lost its disk can be given the last week again
INBOX_DAYS = 30  # longer than any copy of a message can be under way: outbox week, broker, a fortnight of repair
PARKED_DAYS = 30  # settled dead letters stay as evidence of what was replayed and by whom
LATE_SECONDS = 60  # an event that waits longer for its relay is an alarm
AT_ONCE = 5000  # rows a delete takes, so that no statement holds locks or WAL for long

_WAITING = """
select coalesce(extract(epoch from now() - min(created_at)), 0)::float8 as oldest_seconds, count(*) as backlog,
       count(*) filter (where fault is not null) as faults
from outbox where published_at is null
"""
_PARKED = """
select count(*) filter (where dead_at is null) as parked, count(*) filter (where dead_at is not null) as dead
from parked where settled_at is null
"""
# A dead letter may have been handled before the broker gave it up: its inbox row stays as long as it does.
_SWEEPS = (
    """
    delete from outbox where ctid = any(array(
        select ctid from outbox
        where created_at < now() - %(outbox)s::interval and published_at < now() - %(outbox)s::interval limit %(most)s
    ))
    """,
    """
    delete from inbox where ctid = any(array(
        select ctid from inbox i
        where received_at < now() - %(inbox)s::interval and not exists (
            select from parked p where (p.tenant, p.message_id) = (i.tenant, i.message_id) and p.settled_at is null
        ) limit %(most)s
    ))
    """,
    """
    delete from parked where ctid = any(array(
        select ctid from parked where settled_at < now() - %(parked)s::interval limit %(most)s
    ))
    """,
)


@dataclass(frozen=True, slots=True)
class Backlog:
    """What waits in one service: in its outbox (seconds, rows, rows put aside) and parked (to be retried, dead)."""

    oldest_seconds: float
    backlog: int
    faults: int
    parked: int
    dead: int


def backlog(connection: psycopg.Connection[Any]) -> Backlog:
    """Count what waits, as the system role."""
    waiting, parked = connection.execute(_WAITING).fetchone(), connection.execute(_PARKED).fetchone()
    assert waiting is not None
    assert parked is not None
    return Backlog(*waiting, *parked)


def watch(runtime: Runtime) -> None:
    """Raise the alarm when events wait too long for their relay, or letters are dead."""
    with system.connect(runtime.settings, "watch") as connection:
        seen = backlog(connection)
    if seen.oldest_seconds > LATE_SECONDS:
        log.error("outbox_late", oldest_seconds=round(seen.oldest_seconds), backlog=seen.backlog, faults=seen.faults)
    if seen.dead:
        log.error("dead_letters", dead=seen.dead, parked=seen.parked)


def sweep(runtime: Runtime) -> None:
    """Delete what is older than it need be kept."""
    days = {"outbox": f"{OUTBOX_DAYS} days", "inbox": f"{INBOX_DAYS} days", "parked": f"{PARKED_DAYS} days"}
    with system.connect(runtime.settings, "sweep") as connection:
        for statement in _SWEEPS:
            while connection.execute(statement, {**days, "most": AT_ONCE}).rowcount == AT_ONCE:
                pass
        heartbeat.sweep(connection)
    if broker.is_table(runtime.settings.broker_url):
        bus.sweep(runtime.settings.broker_url)


TICKS = (Tick("watch messages", 15, watch), Tick("sweep messages", 3600, sweep))
