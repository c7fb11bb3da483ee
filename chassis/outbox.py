"""Tell the other services what became true, in the transaction that made it true.

The message is complete when it is written: encoded, addressed, assigned to a partition. The relay only carries it.
"""

import json
from collections.abc import Sequence
from typing import Any, LiteralString
from uuid import UUID, uuid4
from zlib import crc32

import psycopg

from chassis import clock
from chassis.context import current
from chassis.db import Values, say, transaction, wake
from chassis.service import runtime
from contracts.envelope import Envelope
from contracts.event import Event

PARTITIONS = 8  # how many relays of one service can work side by side; order is kept within an aggregate
LONGEST_BODY = 256 * 1024  # bytes of one event; ours have hundreds. A larger one is a file in the wrong place.
_ADD: LiteralString = """
insert into outbox (tenant, aggregate, aggregate_id, aggregate_version, id, routing_key, body, partition)
select %(tenant)s, %(aggregate)s, %(aggregate_id)s, %(version)s, %(event_id)s, %(routing_key)s, %(body)s, %(partition)s
"""
CHANNEL = "outbox"  # on which relays listen for it to grow
UNNUMBERED = "{number}"  # stands in an event for the number that PostgreSQL draws while it keeps the event

# The same within a statement that draws the number: `select number from numbered` gives it.
ADD_NUMBERED = _ADD.replace("%(body)s", "replace(%(body)s, '{number}', number)") + "from numbered"

_ADD_ALL = """
insert into outbox (tenant, aggregate, aggregate_id, aggregate_version, id, routing_key, body, partition)
select tenant, aggregate, aggregate_id, version, event_id, routing_key, body, partition
from json_to_recordset(%(facts)s::json) as fact (
    tenant text, aggregate text, aggregate_id text, version integer, event_id uuid, routing_key text, body text,
    partition smallint
) order by version
"""


def publish(fact: Event, version: int) -> UUID:
    """Add an event to the running transaction; it leaves when, and only when, that commits.

    Args:
        fact: what became true.
        version: the aggregate's version after it: 1 for the first event, then one more each. The caller holds the
            aggregate's row (it has just inserted or updated it), so two of the same version cannot both commit.

    Returns:
        The event's id.

    Raises:
        psycopg.errors.UniqueViolation: this version of the aggregate was told already.
    """
    values = _row(fact, version)
    with transaction() as session:
        session.flush()  # the aggregate's row is written, and so locked, before the outbox draws its sequence number
        say(_ADD, values)
        wake(CHANNEL)
    return UUID(values["event_id"])


def publish_all(facts: Sequence[tuple[Event, int]]) -> None:
    """Add many events, each with its aggregate's version, to the running transaction in one statement.

    The caller has written, and so locked, the rows of all these aggregates; otherwise as `publish`.
    """
    with transaction():
        say(_ADD_ALL, {"facts": json.dumps([_row(fact, version) for fact, version in facts])})
        wake(CHANNEL)


def publish_numbered(fact: Event, statement: LiteralString, values: Values) -> psycopg.Cursor[Any]:
    """Add the first event of an aggregate by the statement that numbers and keeps it.

    Args:
        fact: what became true, with UNNUMBERED where its number belongs.
        statement: it ends with ADD_NUMBERED.
        values: what else it needs.

    Returns:
        What the statement finds.
    """
    with transaction():
        wake(CHANNEL)
        return say(statement, {**values, **_row(fact, version=1)})


def _row(fact: Event, version: int) -> dict[str, Any]:
    context = current()
    envelope = Envelope(
        id=uuid4(),
        source=runtime().settings.service,
        time=clock.now(),
        tenant=context.tenant,
        actor=context.actor,
        trace=context.trace,
        aggregate_version=version,
        data=fact,
    )
    return {
        "tenant": context.tenant,
        "aggregate": fact.aggregate,
        "aggregate_id": fact.aggregate_id,
        "version": version,
        "event_id": str(envelope.id),
        "routing_key": envelope.routing_key,
        "body": envelope.encode().decode(),
        "partition": partition(fact.aggregate_id),
    }


def partition(aggregate_id: str) -> int:
    """Return the partition of an aggregate. Changing this needs an empty outbox: order is kept within a
    partition only.
    """
    return crc32(aggregate_id.encode()) % PARTITIONS
