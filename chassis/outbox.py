"""Tell the other services what became true, in the transaction that made it true.

The message is complete when it is written: encoded, addressed, assigned to a partition. The relay only carries it.
"""

from uuid import UUID, uuid4
from zlib import crc32

from chassis import clock
from chassis.context import current
from chassis.db import say, transaction
from chassis.operational_tables import PARTITIONS
from chassis.service import runtime
from contracts.envelope import Envelope
from contracts.event import Event

_ADD = """
insert into outbox (tenant, aggregate, aggregate_id, aggregate_version, id, routing_key, body, partition)
values (%(tenant)s, %(aggregate)s, %(aggregate_id)s, %(version)s, %(id)s, %(routing_key)s, %(body)s, %(partition)s)
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
    with transaction() as session:
        session.flush()  # the aggregate's row is written, and so locked, before the outbox draws its sequence number
        say(
            _ADD,
            {
                "tenant": context.tenant,
                "aggregate": fact.aggregate,
                "aggregate_id": fact.aggregate_id,
                "version": version,
                "id": envelope.id,
                "routing_key": envelope.routing_key,
                "body": envelope.encode().decode(),
                "partition": partition(fact.aggregate_id),
            },
        )
    return envelope.id


def partition(aggregate_id: str) -> int:
    """The partition of an aggregate. Changing this needs an empty outbox: order is kept within a partition only."""
    return crc32(aggregate_id.encode()) % PARTITIONS
