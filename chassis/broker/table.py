"""kombu's transport over the table bus (`chassis.broker.bus`): how the one consumer code reads from it.

One consumer is active per queue: the one whose session holds the queue's advisory lock. Death of that session, by
whatever cause, is noticed by PostgreSQL at once, and the next holder finds all unacknowledged messages in their old
order. A lease that runs out would leave gaps in the order for as long as it lasts.
"""

from collections import deque
from contextlib import suppress
from queue import Empty
from time import monotonic
from typing import Any

import psycopg
from kombu.transport import virtual

from chassis.broker import DELIVERY_LIMIT
from chassis.broker.bus import connect
from contracts.envelope import CONTENT_TYPE

POLL = 1.0  # seconds; NOTIFY wakes earlier, this is for what it may miss

# Counted before delivery and in its own commit: a process that dies of a message must not take the count with it.
_TAKE = """
with taken as (
    update delivery set deliveries = deliveries + 1
    where queue = %(queue)s and seq in (
        select seq from delivery where queue = %(queue)s and seq <> all(%(held)s) order by seq limit %(most)s
    )
    returning seq, deliveries
)
select seq, id, routing_key, body, deliveries from taken join message using (seq) order by seq
"""
_BURY = """
update delivery set queue = regexp_replace(queue, '[.](inbox|bulk)$', '.dead'), deliveries = 0
where queue = %s and seq = %s
"""


class _Unacknowledged(virtual.QoS):  # type: ignore[misc]  # kombu is untyped
    """What was handed to the consumer. Nothing is put back at the end: the table still has it."""

    restore_at_shutdown = False

    def ack(self, delivery_tag: Any) -> None:
        self.channel.forget(*delivery_tag)
        super().ack(delivery_tag)

    def reject(self, delivery_tag: Any, requeue: bool = False) -> None:
        """Give back (a later take finds it again, in its old place) or drop."""
        if requeue:
            self.channel.release(*delivery_tag)
            super().ack(delivery_tag)
        else:
            self.ack(delivery_tag)


class Channel(virtual.Channel):  # type: ignore[misc]  # kombu is untyped
    """Reads queues; publishing is the relay's, through `bus`."""

    QoS = _Unacknowledged
    do_restore = False

    def __init__(self, connection: "Transport", **kwargs: Any) -> None:
        super().__init__(connection, **kwargs)
        self._ready: dict[str, deque[dict[str, Any]]] = {}
        self._held: dict[str, set[int]] = {}
        self._forgotten: dict[str, list[int]] = {}

    def _get(self, queue: str, timeout: float | None = None) -> dict[str, Any]:
        ready = self._ready.setdefault(queue, deque())
        if not ready and self._active(queue):
            self._delete_forgotten(queue)
            ready.extend(self._take(queue))
        if not ready:
            raise Empty
        return ready.popleft()

    def _active(self, queue: str) -> bool:
        """Whether this session is the queue's one consumer, becoming it if there is none."""
        if queue not in self._held:
            row = self.connection.database.execute("select pg_try_advisory_lock(hashtext(%s))", [queue]).fetchone()
            if not row[0]:
                return False
            self._held[queue] = set()
            self.connection.database.execute(psycopg.sql.SQL("listen {}").format(psycopg.sql.Identifier(queue)))
        return True

    def _take(self, queue: str) -> list[dict[str, Any]]:
        held, most = self._held[queue], self.qos.can_consume_max_estimate() or 1
        values = {"queue": queue, "held": list(held), "most": most}
        taken = []
        for seq, message_id, routing_key, body, deliveries in self.connection.database.execute(_TAKE, values):
            if deliveries > DELIVERY_LIMIT + 1 and not queue.endswith(".dead"):  # the first is no redelivery
                self.connection.database.execute(_BURY, [queue, seq])
                continue
            held.add(seq)
            properties = {
                "delivery_tag": (queue, seq),
                "delivery_info": {"exchange": "", "routing_key": routing_key},
                "message_id": str(message_id),
            }
            message = {"body": body, "content-type": CONTENT_TYPE, "content-encoding": "utf-8", "headers": {}}
            taken.append({**message, "properties": properties})
        return taken

    def forget(self, queue: str, seq: int) -> None:
        """Delete what was acknowledged with others, before the next take; a crash repeats them."""
        self._forgotten.setdefault(queue, []).append(seq)

    def _delete_forgotten(self, queue: str) -> None:
        if gone := self._forgotten.pop(queue, []):
            self.connection.database.execute("delete from delivery where queue = %s and seq = any(%s)", [queue, gone])
            self._held[queue].difference_update(gone)

    def close(self) -> None:
        """Delete what was acknowledged, as far as the session still lives, and close."""
        if not self.closed:
            with suppress(psycopg.OperationalError):
                for queue in list(self._forgotten):
                    self._delete_forgotten(queue)
        super().close()

    def release(self, queue: str, seq: int) -> None:
        """Hold a delivery no longer."""
        self._held[queue].discard(seq)

    def _purge(self, queue: str) -> int:
        return int(self.connection.database.execute("delete from delivery where queue = %s", [queue]).rowcount)

    def _size(self, queue: str) -> int:
        row = self.connection.database.execute("select count(*) from delivery where queue = %s", [queue]).fetchone()
        return int(row[0])


class Transport(virtual.Transport):  # type: ignore[misc]  # kombu is untyped
    """One PostgreSQL session per connection: it carries the locks, the wake-ups and the acknowledgements."""

    Channel = Channel
    driver_type = driver_name = "postgresql"
    connection_errors = (*virtual.Transport.connection_errors, psycopg.OperationalError)

    def establish_connection(self) -> "Transport":
        """Open the session."""
        self.database = connect(self.client.transport_options["url"])
        # An acknowledgement that a crash of PostgreSQL forgets is a message heard twice, and the inbox knows it.
        self.database.execute("set synchronous_commit = off")
        super().establish_connection()
        return self

    def close_connection(self, connection: "Transport") -> None:
        """Close the session, and with it the locks."""
        super().close_connection(connection)
        self.database.close()

    def drain_events(self, connection: "Transport", timeout: float | None = None) -> None:
        """Deliver one message, waiting for it up to `timeout` seconds.

        Raises:
            TimeoutError: none came.
        """
        end = monotonic() + (POLL if timeout is None else timeout)
        while True:
            try:
                return self.cycle.get(self._deliver)  # type: ignore[no-any-return]
            except Empty:
                rest = end - monotonic()
                if rest <= 0:
                    raise TimeoutError from None
                for _wake in self.database.notifies(timeout=min(rest, POLL), stop_after=1):
                    pass
