"""The one door of kombu: read messages from RabbitMQ, from the table bus, or from memory in tests.

A message is acknowledged when its callback returns, and not otherwise. An exception leaves the block, closes the
connection and so gives all unacknowledged messages back in their order.
"""

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager

from kombu import Connection, Consumer, Queue
from kombu.message import Message

from chassis.broker import BrokerAway, is_table
from contracts.envelope import CONTENT_TYPE

HEARTBEAT = 20  # seconds
PREFETCH = 50  # keeps the one active consumer busy; more would only wait longer in a process that may die

Receive = Callable[[bytes, str], None]  # a body, and the address under which the broker delivered it


@contextmanager
def consuming(url: str, queues: Mapping[str, Receive]) -> Iterator[Callable[[float], bool]]:
    """Consume queues within the block.

    Yields:
        A function that waits up to so many seconds for one message, passes it to its queue's callback and
        acknowledges it; it tells whether one came.

    Raises:
        BrokerAway: from the block's start or from the function: the broker does not answer.
    """
    connection = _connection(url)
    lost = (*connection.connection_errors, *connection.channel_errors)
    try:
        connection.connect()
        for queue, receive in queues.items():
            _consume(connection, queue, receive)

        def wait(seconds: float) -> bool:
            try:
                connection.drain_events(timeout=seconds)
            except TimeoutError:
                connection.heartbeat_check()
                return False
            return True

        yield wait
    except lost as away:
        raise BrokerAway(repr(away)) from away
    finally:
        connection.release()


def _consume(connection: Connection, queue: str, receive: Receive) -> None:
    consumer = Consumer(
        connection.default_channel,
        [Queue(queue, no_declare=True)],
        on_message=_acknowledging(receive),
        accept=[CONTENT_TYPE],
        prefetch_count=PREFETCH,
        auto_declare=False,
    )
    consumer.consume()


def _acknowledging(receive: Receive) -> Callable[[Message], None]:
    def on_message(message: Message) -> None:
        body = message.body
        address = str(message.delivery_info["routing_key"])
        receive(body.encode() if isinstance(body, str) else bytes(body), address)
        message.ack()

    return on_message


def _connection(url: str) -> Connection:
    if is_table(url):
        return Connection(transport="chassis.broker.table:Transport", transport_options={"url": url})
    return Connection(url, heartbeat=HEARTBEAT, connect_timeout=5)
