"""Figures for Prometheus. The web role serves its own; every other role serves them when it is given an address.

What waits in a service's outbox and among its parked messages is read from the database when somebody asks, in the
web role: it is visible also when the relay, the consumer and the tick are all down.
"""

from collections.abc import Callable, Iterable

import psycopg
from prometheus_client import REGISTRY, Gauge, Metric, start_http_server
from prometheus_client.core import GaugeMetricFamily
from prometheus_client.registry import Collector

from chassis import housekeeping, system
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
                seen = housekeeping.backlog(connection)
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


_watched: dict[str, Waiting] = {}
_figures: dict[str, Gauge] = {}


def watch(settings: Settings) -> None:
    """Serve the backlog of a service among this process's figures; a second call replaces the first."""
    if settings.service in _watched:
        REGISTRY.unregister(_watched[settings.service])
    _watched[settings.service] = Waiting(settings)
    REGISTRY.register(_watched[settings.service])


def figure(name: str, text: str, read: Callable[[], float]) -> None:
    """Serve a figure of the service's own, read whenever somebody asks; a second call replaces the first."""
    if name in _figures:
        REGISTRY.unregister(_figures[name])
    _figures[name] = Gauge(name, text)
    _figures[name].set_function(read)


def serve(settings: Settings) -> None:
    """Serve this process's figures at `metrics_listen`, if that is set."""
    if settings.metrics_listen:
        host, _, port = settings.metrics_listen.rpartition(":")
        start_http_server(int(port), host)
