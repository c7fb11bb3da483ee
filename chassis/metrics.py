"""Figures for Prometheus. The web role serves its own; every other role serves them when it is given an address.

The workers of a web role count in files that they share, so that any of them answers for all.

What waits in a service's outbox and among its parked messages is read from the database when somebody asks, in the
web role: it is visible also when the relay, the consumer and the tick are all down.
"""

import os
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress

import psycopg
from prometheus_client import REGISTRY, CollectorRegistry, Gauge, Metric, generate_latest, start_http_server, values
from prometheus_client.core import GaugeMetricFamily
from prometheus_client.multiprocess import MultiProcessCollector
from prometheus_client.registry import Collector

from chassis import broker, heartbeat, housekeeping, system
from chassis.heartbeat import Beat
from chassis.settings import Settings


class Waiting(Collector):
    """The backlog of one service, read on every scrape."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings

    def describe(self) -> Iterable[Metric]:
        """Nothing: registration must not ask the database."""
        return ()

    def collect(self) -> Iterable[Metric]:
        """Gauges `outbox_oldest_seconds`, `outbox_backlog`, `outbox_faults`, `parked_messages`, `dead_letters`."""
        try:
            with system.connect(self._settings, "metrics") as connection:
                seen, beats = housekeeping.backlog(connection), heartbeat.beats(connection)
        except psycopg.OperationalError:
            return  # a missing figure is an alarm of its own; other figures must still be served
        for name, text, value in (
            ("outbox_oldest_seconds", "Age of the oldest event that no broker has confirmed", seen.oldest_seconds),
            ("outbox_backlog", "Events that no broker has confirmed", seen.backlog),
            ("outbox_faults", "Events put aside because no broker would take them", seen.faults),
            ("parked_messages", "Messages that wait for another try", seen.parked),
            ("dead_letters", "Messages that wait for an operator", seen.dead),
        ):
            gauge = GaugeMetricFamily(name, text, labels=["service"])
            gauge.add_metric([self._settings.service], value)
            yield gauge
        yield from _beating(self._settings.service, beats)
        yield from _queued(self._settings)


SHARED = "PROMETHEUS_MULTIPROC_DIR"  # prometheus_client's own name for the folder that workers count in
ASKED = CollectorRegistry()  # what is read when somebody asks, and so is the same in every worker


def _beating(service: str, beats: Iterable[Beat]) -> Iterator[Metric]:
    """Of relay, consumer and tick: when they last went round, and how much they have done since they started."""
    age = GaugeMetricFamily(
        "heartbeat_age_seconds", "Since a process last went round", labels=["service", "role", "host"]
    )
    done = GaugeMetricFamily("heartbeat_progress", "What a process has done", labels=["service", "role", "host"])
    for beat in beats:
        age.add_metric([service, beat.role, beat.host], beat.seconds)
        done.add_metric([service, beat.role, beat.host], beat.progress)
    yield from (age, done)


def _queued(settings: Settings) -> Iterator[Metric]:
    """Of each queue of the service: how many messages wait in it, and how many consumers are at it."""
    messages = GaugeMetricFamily("queue_messages", "Messages that wait in a queue", labels=["service", "queue"])
    consumers = GaugeMetricFamily("queue_consumers", "Consumers of a queue", labels=["service", "queue"])
    with suppress(broker.BrokerAway):
        for queue, depth in broker.depths(settings.broker_url, settings.service).items():
            messages.add_metric([settings.service, queue], depth.messages)
            consumers.add_metric([settings.service, queue], depth.consumers)
    yield from (messages, consumers)


_watched: dict[str, Waiting] = {}
_figures: dict[str, Gauge] = {}


def watch(settings: Settings) -> None:
    """Serve the backlog of a service among this process's figures; a second call replaces the first."""
    if settings.service in _watched:
        ASKED.unregister(_watched[settings.service])
    _watched[settings.service] = Waiting(settings)
    ASKED.register(_watched[settings.service])


def figure(name: str, text: str, read: Callable[[], float]) -> None:
    """Serve a figure of the service's own, read whenever somebody asks; a second call replaces the first."""
    if name in _figures:
        ASKED.unregister(_figures[name])
    _figures[name] = Gauge(name, text, registry=ASKED)
    _figures[name].set_function(read)


def share(folder: str) -> None:
    """Count in a folder that all workers of a web role share; before anything is counted."""
    os.environ[SHARED] = folder
    values.ValueClass = values.MultiProcessValue()  # type: ignore[no-untyped-call]


def latest() -> bytes:
    """Return the figures of a web role: what all its workers counted, and what is read now."""
    counted = REGISTRY
    if SHARED in os.environ:
        MultiProcessCollector(counted := CollectorRegistry())  # type: ignore[no-untyped-call]
    return generate_latest(counted) + generate_latest(ASKED)


def serve(settings: Settings) -> None:
    """Serve this process's figures at `metrics_listen`, if that is set."""
    if settings.metrics_listen:
        host, _, port = settings.metrics_listen.rpartition(":")
        start_http_server(int(port), host)
