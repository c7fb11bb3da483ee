"""What RabbitMQ holds for the platform, as data: exchanges, queues and bindings. Works on RabbitMQ 3.10 and 4.0."""

from dataclasses import dataclass
from typing import Any

from chassis.broker import DELIVERY_LIMIT, Subscriptions, bulk_queue, dead_queue, inbox_queue, pattern, queue_of

EVENTS, DEAD, LOG = "ppid.events", "ppid.dead", "ppid.log"
LONGEST_INBOX = 500_000  # messages; beyond that the outboxes hold the rest, where disk is watched
LOG_KEEPS = "90D"  # as long as the public event feed promises

# On 4.0 a quorum queue drops a message after 20 deliveries unless told otherwise; from the last queue nothing may drop.
_NEVER = 1_000_000


@dataclass(frozen=True, slots=True)
class Topology:
    """Durable things by name: the kind of an exchange, the arguments of a queue; bindings as exchange, queue, key.

    `unbound` are bindings of a time when bulk was heard among the rest.
    """

    exchanges: dict[str, str]
    queues: dict[str, dict[str, Any]]
    bindings: list[tuple[str, str, str]]
    unbound: list[tuple[str, str, str]]


def topology(subscriptions: Subscriptions) -> Topology:
    """Everything that the platform's messages need, for these services."""
    queues: dict[str, dict[str, Any]] = {LOG: {"x-queue-type": "stream", "x-max-age": LOG_KEEPS}}
    bindings, unbound = [(EVENTS, LOG, "#")], []
    for service, events in subscriptions.items():
        inbox, dead = inbox_queue(service), dead_queue(service)
        known = tuple(events)
        queues[dead] = {"x-queue-type": "quorum", "x-delivery-limit": _NEVER}
        queues[inbox] = queues[bulk_queue(service)] = inbox_arguments(service)
        bindings.append((DEAD, dead, dead))
        bindings += [(EVENTS, queue_of(service, event), pattern(event)) for event in known]
        unbound += [(EVENTS, inbox, pattern(event)) for event in known if event.bulk]
    return Topology({EVENTS: "topic", DEAD: "direct"}, queues, bindings, unbound)


def inbox_arguments(service: str) -> dict[str, Any]:
    """Arguments of a service's inbox, and of its queue for bulk.

    At-least-once dead lettering works only together with reject-publish.
    """
    return {
        "x-queue-type": "quorum",
        "x-single-active-consumer": True,
        "x-delivery-limit": DELIVERY_LIMIT,
        "x-dead-letter-exchange": DEAD,
        "x-dead-letter-routing-key": dead_queue(service),
        "x-dead-letter-strategy": "at-least-once",
        "x-overflow": "reject-publish",
        "x-max-length": LONGEST_INBOX,
    }
