"""Hear what other services tell: inbox row, handler and outbox rows in one commit, then the acknowledgement.

The same message again is a no-op. A failure parks the message and everything later of its aggregate; nothing is
acknowledged because it failed, only because it is kept.
"""

import threading
from collections.abc import Callable
from enum import Enum, auto
from time import monotonic

from prometheus_client import Counter

from chassis import broker, log, metrics, shutdown
from chassis.broker import BrokerAway
from chassis.broker.consuming import Receive, consuming
from chassis.context import Context
from chassis.db import say, transaction
from chassis.errors import Never, NotYet
from chassis.heartbeat import Heart
from chassis.parking import DatabaseAway, GivenUp, Parked, Parking, describe
from chassis.service import Runtime, Service, start
from contracts.envelope import Envelope, UnknownEvent, decode
from contracts.event import Event, Newer

logger = log.get_logger()
HEARD = Counter("messages_heard", "Messages by what became of them", ["service", "outcome"])

RETRY_EVERY = 1.0  # seconds between looks at the parked messages, and the longest wait for a new one
RETRIES_AT_ONCE = 100

_ENTER = """
with blocked as (
    select from parked
    where tenant = %(tenant)s and aggregate = %(aggregate)s and aggregate_id = %(aggregate_id)s and settled_at is null
    limit 1
), entered as (
    insert into inbox (tenant, message_id)
    select %(tenant)s, %(message_id)s where %(retrying)s or not exists (select from blocked)
    on conflict do nothing
    returning 1
)
select exists (select from blocked) as blocked, exists (select from entered) as entered
"""


class Outcome(Enum):
    """What became of a message."""

    HANDLED = auto()
    DUPLICATE = auto()
    BEHIND = auto()  # an earlier message of the aggregate is open
    PARKED = auto()
    DEAD = auto()


class Consumer:
    """One service's ear."""

    def __init__(self, runtime: Runtime, parking: Parking) -> None:
        self._runtime = runtime
        self._parking = parking
        self._service = runtime.service.name
        self._heart, self.heard = Heart("consume"), 0

    def receive(self, body: bytes, address: str) -> None:
        """Do with a message what is to be done; afterwards it may be acknowledged.

        The broker lets each service publish under the addresses of its own events only. So a message is what it says
        it is only where its address says the same; another one is kept as what cannot be read, and holds back nobody.

        Raises:
            DatabaseAway: it could neither be handled nor parked and must not be acknowledged.
        """
        try:
            message = decode(body)
            if message.routing_key != address:
                raise UnknownEvent(f"a message came as {address} and calls itself {message.routing_key}")
        except (UnknownEvent, ValueError) as unreadable:
            self._parking.bury_unread(body, never := Never(str(unreadable)))
            self._note(Outcome.DEAD, never)
            return
        try:
            outcome = self._handle(message)
        except Exception as failure:  # whatever it is, the message is kept and the next one heard
            dead = self._parking.park(message, body, failure)
            self._note(Outcome.DEAD if dead else Outcome.PARKED, failure, message)
            return
        if outcome is Outcome.BEHIND:
            self._parking.behind(message, body)
        self._note(outcome)

    def beat(self) -> None:
        """Say how far it got.

        Raises:
            DatabaseAway: the database does not answer.
        """
        self._parking.beat(self._heart, self.heard)

    def bury(self, body: bytes, _address: str) -> None:
        """Take over a message that the broker gave up."""
        given_up = GivenUp(f"not acknowledged in {broker.DELIVERY_LIMIT} deliveries")
        self._parking.bury(body, given_up)
        self._note(Outcome.DEAD, given_up)

    def retry(self) -> int:
        """Try parked messages whose time has come, in order within an aggregate.

        Returns:
            How many were tried; none when nothing is due, and a limited number so that the queue is heard in between.

        Raises:
            DatabaseAway: the database does not answer.
        """
        tried = 0
        while tried < RETRIES_AT_ONCE and (batch := self._parking.due()):
            for parked in batch:
                self._retry(parked)
            tried += len(batch)
        return tried

    def _retry(self, parked: Parked) -> None:
        message = None
        try:
            message = decode(parked.body)
            outcome = self._handle(message, retrying=True)
        except Exception as failure:  # see receive
            dead = self._parking.failed(parked, failure)
            self._note(Outcome.DEAD if dead else Outcome.PARKED, failure, message)
        else:
            self._parking.settle(parked)
            self._note(outcome)

    def _handle(self, message: Envelope[Event], *, retrying: bool = False) -> Outcome:
        if isinstance(message.data, Newer):
            raise NotYet(f"this release of {self._service} does not know {message.data.type()}")
        handler = self._runtime.service.handlers.get(type(message.data))
        if handler is None:
            raise Never(f"{self._service} has no handler for {message.data.type()}")
        context = Context(message.tenant, message.actor, frozenset({"service"}), message.trace)
        values = {"tenant": message.tenant, "message_id": message.id, "retrying": retrying}
        values |= {"aggregate": message.data.aggregate, "aggregate_id": message.data.aggregate_id}
        with self._runtime.acting(context), transaction():
            ((blocked, entered),) = say(_ENTER, values).fetchall()
            if blocked and not retrying:
                return Outcome.BEHIND
            if not entered:
                return Outcome.DUPLICATE
            handler(message)
        return Outcome.HANDLED

    def _note(self, outcome: Outcome, error: Exception | None = None, message: Envelope[Event] | None = None) -> None:
        self.heard += 1
        HEARD.labels(self._service, outcome.name.lower()).inc()
        if error is None:
            return
        about = {"message": str(message.id), "type": message.data.type(), "trace": message.trace} if message else {}
        write = logger.error if outcome is Outcome.DEAD else logger.warning
        write("message_not_handled", outcome=outcome.name.lower(), error=describe(error), **about)


def run(service: Service) -> None:
    """Consume until SIGTERM; whatever is away is waited for."""
    log.configure(service.name, "consumer")
    runtime = start(service)
    metrics.serve(runtime.settings)
    with shutdown.asked() as stop, broker.topology_agreed():
        consume(runtime, stop)


def consume(runtime: Runtime, stop: threading.Event) -> None:
    """Consume until asked to stop.

    Raises:
        TopologyDiffers: the broker holds this service's queues with other arguments.
    """
    pauses = shutdown.pauses()
    while not stop.is_set():
        try:
            # The database first: to take messages without it would only spend their deliveries.
            with Parking.opened(runtime.settings) as parking:
                consumer = Consumer(runtime, parking)
                service = runtime.service
                broker.declare(runtime.settings.broker_url, {service.name: service.handlers})
                with consuming(runtime.settings.broker_url, _queues(consumer, runtime)) as wait:
                    logger.info("consumer_ready")
                    pauses = shutdown.pauses()
                    _hear(consumer, wait, stop)
        except (BrokerAway, DatabaseAway) as away:
            runtime.database.dispose()  # its pooled connections are likely as dead
            logger.warning("consumer_waits", away=type(away).__name__, reason=str(away))
            stop.wait(next(pauses))


def _hear(consumer: Consumer, wait: Callable[[float], bool], stop: threading.Event) -> None:
    look_at = 0.0
    while not stop.is_set():
        patience = RETRY_EVERY
        consumer.beat()
        if monotonic() >= look_at:
            if consumer.retry():
                patience = 0.01  # more may be due
            else:
                look_at = monotonic() + RETRY_EVERY
        wait(patience)


def run_once(runtime: Runtime) -> int:
    """Handle what is queued and due now, then return how much that was (tests and one-shot runs)."""
    with Parking.opened(runtime.settings) as parking:
        consumer = Consumer(runtime, parking)
        with consuming(runtime.settings.broker_url, _queues(consumer, runtime)) as wait:
            while wait(0.3):
                pass
        while consumer.retry():
            pass
    return consumer.heard


def _queues(consumer: Consumer, runtime: Runtime) -> dict[str, Receive]:
    name = runtime.service.name
    return {
        broker.inbox_queue(name): consumer.receive,
        broker.bulk_queue(name): consumer.receive,
        broker.dead_queue(name): consumer.bury,
    }
