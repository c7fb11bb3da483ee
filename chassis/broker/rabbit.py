"""The one door of pika: RabbitMQ's topology, and a publisher with pipelined confirms.

kombu would wait for each confirm (0.5 to 1.5 thousand a second); here a whole wave is under way at once, each message
`mandatory`, so that one without a queue comes back instead of vanishing. Works on RabbitMQ 3.10 and 4.0.
"""

import logging
import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from functools import partial
from typing import Any

import pika
from pika.adapters.select_connection import SelectConnection
from pika.exceptions import AMQPError, ChannelClosedByBroker

from chassis.broker import BrokerAway, Depth, Fate, Outgoing, Subscriptions, TopologyDiffers
from chassis.broker.topology import EVENTS, Topology, topology
from contracts.envelope import CONTENT_TYPE

HEARTBEAT = 20  # seconds; RabbitMQ advises 5 to 20, below 5 it raises false alarms
CONFIRM_WITHIN = 30  # seconds for the confirms of one wave; a healthy broker needs milliseconds
PRECONDITION_FAILED = 406

logging.getLogger("pika").setLevel(logging.CRITICAL)  # whatever it has to say reaches us as BrokerAway, in one line


def declare(url: str, subscriptions: Subscriptions) -> None:
    """Declare everything; what exists with the same arguments stays as it is."""
    try:
        connection = pika.BlockingConnection(_parameters(url))
        try:
            _declare(connection.channel(), topology(subscriptions))
        finally:
            if connection.is_open:
                connection.close()
    except ChannelClosedByBroker as refused:
        if refused.reply_code == PRECONDITION_FAILED:
            raise TopologyDiffers(f"the broker's topology differs from the code: {refused.reply_text}") from refused
        raise BrokerAway(str(refused)) from refused
    except (AMQPError, OSError) as away:
        raise BrokerAway(repr(away)) from away


def depths(url: str, queues: Sequence[str]) -> dict[str, Depth]:
    """See `chassis.broker.depths`."""
    found: dict[str, Depth] = {}
    try:
        with pika.BlockingConnection(_parameters(url)) as connection:
            for queue in queues:
                with suppress(ChannelClosedByBroker):  # not declared yet
                    told = connection.channel().queue_declare(queue, passive=True).method
                    found[queue] = Depth(told.message_count, told.consumer_count)
    except (AMQPError, OSError) as away:
        raise BrokerAway(repr(away)) from away
    return found


def _declare(channel: Any, wanted: Topology) -> None:
    for name, kind in wanted.exchanges.items():
        channel.exchange_declare(name, kind, durable=True)
    for name, arguments in wanted.queues.items():
        channel.queue_declare(name, durable=True, arguments=arguments)
    for exchange, queue, key in wanted.bindings:
        channel.queue_bind(queue, exchange, key)
    for exchange, queue, key in wanted.unbound:
        channel.queue_unbind(queue, exchange, key)


def _parameters(url: str) -> pika.URLParameters:
    parameters = pika.URLParameters(url)
    parameters.heartbeat = HEARTBEAT
    parameters.socket_timeout = 5
    parameters.stack_timeout = 10
    parameters.blocked_connection_timeout = 30  # a broker out of disk blocks; then the outbox is where events wait
    parameters.connection_attempts = 1
    return parameters


@contextmanager
def publisher(url: str) -> Iterator["RabbitPublisher"]:
    """Open a publisher and close it with the block."""
    opened = RabbitPublisher(url)
    try:
        opened.wait_open()
        yield opened
    finally:
        opened.close()


class _Wave:
    """Messages handed over together, and what is known of them."""

    def __init__(self, messages: Sequence[Outgoing]) -> None:
        self.messages = messages
        self.fates: dict[int, Fate] = {}  # position: fate
        self.waiting: dict[int, int] = {}  # delivery tag: position
        self.returned: set[str] = set()
        self.done = threading.Event()


class RabbitPublisher:
    """One connection with its own thread, which also answers heartbeats while the relay waits for PostgreSQL."""

    def __init__(self, url: str) -> None:
        self._opened = threading.Event()
        self._failure: str | None = None
        self._wave = _Wave(())
        self._tag = 0
        self._channel: Any = None
        self._connection = SelectConnection(
            _parameters(url),
            on_open_callback=self._on_open,
            on_open_error_callback=self._on_lost,
            on_close_callback=self._on_lost,
        )
        self._thread = threading.Thread(target=self._connection.ioloop.start, name="pika", daemon=True)
        self._thread.start()

    def wait_open(self) -> None:
        """Wait until the channel confirms.

        Raises:
            BrokerAway: the connection could not be opened.
        """
        if not self._opened.wait(CONFIRM_WITHIN):
            raise BrokerAway("the broker did not open a channel in time")
        self._raise_if_lost()

    def publish(self, messages: Sequence[Outgoing]) -> list[Fate]:
        """See `chassis.broker.Publisher`."""
        self._raise_if_lost()
        wave = _Wave(messages)
        self._connection.ioloop.add_callback_threadsafe(partial(self._send, wave))
        waited = 0
        while not wave.done.wait(1) and self._thread.is_alive():
            waited += 1
            if waited >= CONFIRM_WITHIN:
                raise BrokerAway("the broker did not confirm in time")
        if len(wave.fates) < len(messages):
            raise BrokerAway(self._failure or "the channel closed")
        return [wave.fates[position] for position in range(len(messages))]

    def close(self) -> None:
        """Close the connection and end its thread."""
        self._connection.ioloop.add_callback_threadsafe(self._shut)
        self._thread.join(5)
        if not self._thread.is_alive():
            self._connection.ioloop.close()

    def _raise_if_lost(self) -> None:
        if self._failure is not None:
            raise BrokerAway(self._failure)

    # Everything below runs in the connection's own thread.

    def _send(self, wave: _Wave) -> None:
        self._wave = wave
        if self._failure is not None or not wave.messages:
            wave.done.set()
            return
        for position, message in enumerate(wave.messages):
            self._tag += 1
            wave.waiting[self._tag] = position
            properties = pika.BasicProperties(
                content_type=CONTENT_TYPE,
                content_encoding="utf-8",  # kombu cannot read a message without it
                delivery_mode=pika.DeliveryMode.Persistent,
                message_id=str(message.id),
            )
            self._channel.basic_publish(EVENTS, message.routing_key, message.body.encode(), properties, mandatory=True)

    def _on_open(self, connection: Any) -> None:
        connection.channel(on_open_callback=self._on_channel)

    def _on_channel(self, channel: Any) -> None:
        self._channel = channel
        channel.add_on_close_callback(self._on_lost)
        channel.add_on_return_callback(self._on_return)
        channel.confirm_delivery(self._on_confirm, callback=lambda _frame: self._opened.set())

    def _on_return(self, _channel: Any, _method: Any, properties: Any, _body: bytes) -> None:
        self._wave.returned.add(properties.message_id)  # the broker sends the confirm right after it

    def _on_confirm(self, frame: Any) -> None:
        method, wave = frame.method, self._wave
        confirmed = isinstance(method, pika.spec.Basic.Ack)
        tags = [tag for tag in wave.waiting if tag <= method.delivery_tag] if method.multiple else [method.delivery_tag]
        for tag in tags:
            position = wave.waiting.pop(tag)
            if str(wave.messages[position].id) in wave.returned:
                wave.fates[position] = Fate.UNROUTABLE
            else:
                wave.fates[position] = Fate.CONFIRMED if confirmed else Fate.REFUSED
        if not wave.waiting:
            wave.done.set()

    def _on_lost(self, _which: Any, reason: Any = None) -> None:
        self._failure = self._failure or repr(reason)
        self._opened.set()
        self._wave.done.set()
        self._shut()

    def _shut(self) -> None:
        if self._connection.is_open:
            self._connection.close()
        elif self._connection.is_closed:
            self._connection.ioloop.stop()
