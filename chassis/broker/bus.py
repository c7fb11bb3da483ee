"""The table bus: a broker made of four tables in a PostgreSQL database, for machines without RabbitMQ.

It keeps RabbitMQ's promises that we rely on: a message is confirmed when every bound queue has it durably, queues keep
order, one consumer is active per queue, nothing is lost by `kill -9`, and what was delivered too often goes to the
dead queue. The `message` table is what the stream `ppid.log` is there: nothing is unroutable. Reason: ADR 0005.
"""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Any

import psycopg

from chassis.broker import BrokerAway, Depth, Fate, Outgoing, Subscriptions, bulk_queue, inbox_queue, queue_of
from chassis.db import waking

KEEPS_DAYS = 7  # of delivered messages; the outboxes keep as long, so this is for looking things up


def connect(url: str) -> psycopg.Connection[Any]:
    """Return a session on the bus; each statement is its own transaction.

    Raises:
        psycopg.OperationalError: the database does not answer.
    """
    return psycopg.connect(url, autocommit=True, connect_timeout=5, application_name="ppid bus")


_TABLES = """
create table if not exists message (
    seq bigint generated always as identity primary key,
    id uuid not null unique,
    routing_key text not null,
    body text not null,
    at timestamptz not null default now()
);
create table if not exists binding (queue text, topic text, primary key (queue, topic));
create table if not exists delivery (
    queue text,
    seq bigint references message on delete cascade,
    deliveries integer not null default 0,
    primary key (queue, seq)
) with (fillfactor = 70, autovacuum_vacuum_scale_factor = 0.02);
create index if not exists delivery_seq on delivery (seq);
create index if not exists message_age on message using brin (at);
"""
# A message that is there already was routed when it came: the relay repeats itself after a crash, the bus does not.
_PUBLISH = """
with stored as (
    insert into message (id, routing_key, body)
    select id, routing_key, body
    from unnest(%(ids)s::uuid[], %(keys)s::text[], %(bodies)s::text[])
         with ordinality as told (id, routing_key, body, n)
    order by n
    on conflict (id) do nothing
    returning seq, id
), routed as (
    insert into delivery (queue, seq)
    select queue, seq
    from stored
    join unnest(%(ids)s::uuid[], %(topics)s::text[]) as told (id, topic) using (id)
    join binding using (topic)
    returning queue
)
select distinct queue from routed
"""
_DEPTHS = """
select queue, (select count(*) from delivery where delivery.queue = asked.queue),
       (select count(*) from pg_locks
        where locktype = 'advisory' and granted and objid::bigint = hashtext(queue)::bigint & 4294967295
          and database = (select oid from pg_database where datname = current_database()))
from unnest(%s::text[]) as asked (queue)
"""


def declare(url: str, subscriptions: Subscriptions) -> None:
    """Make tables and bindings exist; bindings that no service declares any more go."""
    queues = [queue(service) for service in subscriptions for queue in (inbox_queue, bulk_queue)]
    pairs = [(queue_of(service, event), event.topic()) for service, events in subscriptions.items() for event in events]
    try:
        with psycopg.connect(url, connect_timeout=5) as connection:
            connection.execute("select pg_advisory_xact_lock(hashtext('ppid bus'))")  # five relays start at once
            connection.execute(_TABLES)
            connection.execute(
                "delete from binding where queue = any(%s) and (queue, topic) not in"
                " (select * from unnest(%s::text[], %s::text[]))",
                [queues, [queue for queue, _ in pairs], [topic for _, topic in pairs]],
            )
            connection.cursor().executemany("insert into binding values (%s, %s) on conflict do nothing", pairs)
    except psycopg.OperationalError as away:
        raise BrokerAway(str(away)) from away


def depths(url: str, queues: Sequence[str]) -> dict[str, Depth]:
    """See `chassis.broker.depths`; a queue's consumer is who holds its lock."""
    try:
        with connect(url) as connection:
            found = connection.execute(_DEPTHS, [list(queues)]).fetchall()
    except psycopg.errors.UndefinedTable:  # no relay has declared the bus yet
        return {}
    except psycopg.OperationalError as away:
        raise BrokerAway(str(away)) from away
    return {queue: Depth(messages, consumers) for queue, messages, consumers in found}


def sweep(url: str) -> None:
    """Delete what was delivered and is older than `KEEPS_DAYS`, some thousands at a time."""
    with connect(url) as connection:
        connection.execute(
            "delete from message where seq in (select seq from message m where at < now() - %s * interval '1 day'"
            " and not exists (select from delivery d where d.seq = m.seq) limit 5000)",
            [KEEPS_DAYS],
        )


@contextmanager
def publisher(url: str) -> Iterator["BusPublisher"]:
    """Open a publisher and close it with the block."""
    try:
        connection = connect(url)
    except psycopg.OperationalError as away:
        raise BrokerAway(str(away)) from away
    with connection:
        yield BusPublisher(connection)


class BusPublisher:
    """Writes messages and their deliveries with one statement, confirmed by its commit."""

    def __init__(self, connection: psycopg.Connection[Any]) -> None:
        self._connection = connection

    def publish(self, messages: Sequence[Outgoing]) -> list[Fate]:
        """See `chassis.broker.Publisher`."""
        values = {
            "ids": [message.id for message in messages],
            "keys": [message.routing_key for message in messages],
            "topics": [message.topic for message in messages],
            "bodies": [message.body for message in messages],
        }
        try:
            for (queue,) in self._connection.execute(_PUBLISH, values).fetchall():
                self._connection.execute(waking(queue))
        except psycopg.OperationalError as away:
            raise BrokerAway(str(away)) from away
        return [Fate.CONFIRMED] * len(messages)
