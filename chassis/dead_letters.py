"""What an operator does about dead letters: list, show, replay, dismiss. The retrying itself is the consumer's.

Two kinds are listed together: `in`, a message that could not be handled, and `out`, an event that no broker would take.
Both hold back what follows of their aggregate until they are replayed or dismissed.
"""

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

import psycopg
from psycopg.rows import class_row
from psycopg.types.json import Jsonb

_ALL = """
select 'in' as kind, message_id as id, tenant, type, aggregate_id, attempts, error, trace, dead_at as since,
       (select count(*) from parked w where w.settled_at is null and w.seq > p.seq
        and (w.tenant, w.aggregate, w.aggregate_id) = (p.tenant, p.aggregate, p.aggregate_id)) as behind,
       body, history
from parked p where dead_at is not null and settled_at is null
union all
select 'out', id, tenant, routing_key, aggregate_id, 0, fault, '', created_at,
       (select count(*) from outbox w where w.published_at is null and w.seq > o.seq
        and (w.tenant, w.aggregate, w.aggregate_id) = (o.tenant, o.aggregate, o.aggregate_id)),
       convert_to(body, 'UTF8'), '[]'
from outbox o where fault is not null and published_at is null
order by since
"""
_REPLAY = """
update parked set dead_at = null, attempts = 0, next_attempt_at = now(), history = history || %(note)s
where message_id = any(%(ids)s) and dead_at is not null and settled_at is null
"""
_REPLAY_OUT = "update outbox set fault = null where id = any(%(ids)s) and fault is not null and published_at is null"
_DISMISS = """
update parked set settled_at = now(), history = history || %(note)s
where message_id = any(%(ids)s) and dead_at is not null and settled_at is null
"""


@dataclass(frozen=True, slots=True)
class DeadLetter:
    """A message that waits for an operator. `behind` counts what waits for it in turn."""

    kind: str
    id: UUID
    tenant: str
    type: str
    aggregate_id: str
    attempts: int
    error: str
    trace: str
    since: datetime
    behind: int
    body: bytes
    history: list[dict[str, Any]]


def dead(connection: psycopg.Connection[Any]) -> list[DeadLetter]:
    """All dead letters of a service, the oldest first."""
    return connection.cursor(row_factory=class_row(DeadLetter)).execute(_ALL).fetchall()


def replay(connection: psycopg.Connection[Any], ids: list[UUID], by: str) -> int:
    """Make dead letters due again, in their old order; who did it stays in the row. Doing it twice is doing it once.

    Returns:
        How many became due.
    """
    values = {"ids": ids, "note": _note(connection, "replay", by)}
    return sum(connection.execute(statement, values).rowcount for statement in (_REPLAY, _REPLAY_OUT))


def dismiss(connection: psycopg.Connection[Any], ids: list[UUID], by: str, reason: str) -> int:
    """Settle incoming dead letters unhandled, so that what waits behind them goes on. The reason stays in the row.

    Returns:
        How many were settled.
    """
    note = _note(connection, "dismiss", by, reason=reason)
    return connection.execute(_DISMISS, {"ids": ids, "note": note}).rowcount


def _note(connection: psycopg.Connection[Any], did: str, by: str, **more: str) -> Jsonb:
    row = connection.execute("select now()").fetchone()
    assert row is not None
    return Jsonb([{"at": row[0].isoformat(), "did": did, "by": by, **more}])
