"""The broker, seen by relay and consumer: queues by name, a publisher, and which kind stands behind a URL.

`amqp://` is RabbitMQ, `postgresql://` our table bus for a machine without one. Only `rabbit` knows pika, only
`consuming` and `table` know kombu.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass
from enum import Enum, auto
from typing import Protocol
from uuid import UUID

from contracts.event import Event

DELIVERY_LIMIT = 20  # deliveries that end in a dead process before the broker gives a message up

Subscriptions = Mapping[str, Iterable[type[Event]]]
"""Every service's name and the events it listens to: the whole platform's topology follows from it."""


class BrokerAway(Exception):
    """The broker does not answer, or stopped answering; whatever it has not confirmed must be sent again."""


class TopologyDiffers(Exception):
    """The broker holds a queue or exchange of ours with other arguments than the code declares."""


class Fate(Enum):
    """What the broker said about one message."""

    CONFIRMED = auto()
    UNROUTABLE = auto()  # no queue is bound for it
    REFUSED = auto()  # a queue is full or is losing its leader; later it may be accepted


@dataclass(frozen=True, slots=True)
class Outgoing:
    """A message on its way out. `topic` is the routing key without office: `request.submitted.v1`."""

    id: UUID
    routing_key: str
    body: str

    @property
    def topic(self) -> str:
        """The part of the routing key that subscriptions look at."""
        return self.routing_key.split(".", 2)[2]


@dataclass(frozen=True, slots=True)
class Depth:
    """How many messages a queue holds, and how many consumers are at it."""

    messages: int
    consumers: int


class Publisher(Protocol):
    """Hands messages to the broker; of several handed over together none waits for another."""

    def publish(self, messages: Sequence[Outgoing]) -> list[Fate]:
        """Hand messages over and wait for what the broker says about each.

        Raises:
            BrokerAway: it did not answer for all; some may have arrived.
        """


def inbox_queue(service: str) -> str:
    """Return the queue that a service listens to."""
    return f"{service}.inbox"


def bulk_queue(service: str) -> str:
    """Return the queue for what a service hears by the thousand, so that nothing else waits behind it."""
    return f"{service}.bulk"


def queue_of(service: str, event: type[Event]) -> str:
    """Return the queue in which a service hears an event. All events of an aggregate share it, so their
    order is kept.
    """
    return bulk_queue(service) if event.bulk else inbox_queue(service)


def dead_queue(service: str) -> str:
    """Return the queue for messages that the broker gave up delivering to a service."""
    return f"{service}.dead"


def pattern(event: type[Event]) -> str:
    """Return the binding of an event, from whatever office: `t.*.request.submitted.v1`."""
    return f"t.*.{event.topic()}"


def declare(url: str, subscriptions: Subscriptions) -> None:
    """Make exchanges, queues and bindings of all services exist, also of those that have not started yet.

    Raises:
        TopologyDiffers: something exists with other arguments.
        BrokerAway: the broker does not answer.
    """
    if is_table(url):
        from chassis.broker import bus

        bus.declare(url, subscriptions)
    else:
        from chassis.broker import rabbit

        rabbit.declare(url, subscriptions)


def depths(url: str, service: str) -> dict[str, Depth]:
    """Return what waits in the queues of a service, and who takes it out; a queue that nobody has declared yet is left
    out.

    Raises:
        BrokerAway: the broker does not answer.
    """
    queues = [inbox_queue(service), bulk_queue(service), dead_queue(service)]
    if is_table(url):
        from chassis.broker import bus

        return bus.depths(url, queues)
    from chassis.broker import rabbit

    return rabbit.depths(url, queues)


def publisher(url: str) -> AbstractContextManager[Publisher]:
    """Open a publisher.

    Raises:
        BrokerAway: the broker does not answer.
    """
    if is_table(url):
        from chassis.broker import bus

        return bus.publisher(url)
    from chassis.broker import rabbit

    return rabbit.publisher(url)


@contextmanager
def topology_agreed() -> Iterator[None]:
    """End the process with one line if the broker's topology differs: waiting would not mend it."""
    try:
        yield
    except TopologyDiffers as differs:
        raise SystemExit(str(differs)) from None


def is_table(url: str) -> bool:
    """Whether a broker URL names the table bus."""
    return url.startswith("postgresql")
