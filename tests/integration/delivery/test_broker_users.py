"""A service at the broker: its user tells what the service tells, hears what it hears, and nothing else."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any
from urllib.parse import urlsplit

import pika
import pytest
from click.testing import CliRunner
from pika.exceptions import ChannelClosedByBroker

from chassis.broker import bulk_queue, dead_queue, inbox_queue, rabbit
from chassis.broker.topology import EVENTS, LOG
from chassis.relay import known_subscriptions
from chassis.settings import SERVICES
from ppid.broker_command import broker

pytestmark = pytest.mark.stack
REFUSED = 403
SUBMITTED, DECIDED = "t.32-76.request.submitted.v1", "t.32-76.case.decided.v1"


@pytest.fixture(scope="module")
def urls(rabbitmq_url: str, rabbitmq_admin_url: str) -> Iterator[dict[str, str]]:
    """The broker's URL of each service, once `ppid broker` has run twice."""
    parts = urlsplit(rabbitmq_url)
    made = {name: f"amqp://{name}:rahasia-{name}@{parts.hostname}:{parts.port}{parts.path}" for name in SERVICES}
    env = {f"PPID_{name.upper()}_BROKER_URL": url for name, url in made.items()}
    for _ in range(2):
        ran = CliRunner().invoke(broker, env=env | {"PPID_BROKER_ADMIN_URL": rabbitmq_admin_url})
        assert ran.exit_code == 0, ran.output
    yield made
    with channel(rabbitmq_url) as administrator:
        for service in SERVICES:
            for queue in (inbox_queue(service), bulk_queue(service), dead_queue(service)):
                administrator.queue_delete(queue)


@pytest.mark.promise("events")
def test_a_service_tells_its_own_events_and_no_others(urls: dict[str, str]) -> None:
    with channel(urls["intake"]) as intake:
        intake.basic_publish(EVENTS, SUBMITTED, b"{}", mandatory=True)
    assert refusal(urls["intake"], lambda it: it.basic_publish(EVENTS, DECIDED, b"{}")) == REFUSED


def test_a_service_hears_its_own_inbox_and_no_other(urls: dict[str, str]) -> None:
    with channel(urls["intake"]) as intake:
        intake.basic_consume(inbox_queue("intake"), print)
    for foreign in (inbox_queue("registry"), dead_queue("registry"), LOG):
        assert refusal(urls["intake"], lambda it, queue=foreign: it.basic_consume(queue, print)) == REFUSED


def test_nothing_reaches_an_inbox_past_the_exchange(urls: dict[str, str]) -> None:
    assert refusal(urls["notify"], lambda it: it.basic_publish("", inbox_queue("registry"), b"{}")) == REFUSED


@pytest.mark.parametrize("service", SERVICES)
def test_relay_and_consumer_of_every_service_find_what_they_declare(service: str, urls: dict[str, str]) -> None:
    rabbit.declare(urls[service], known_subscriptions())


def refusal(url: str, act: Any) -> int:
    """The code with which the broker refuses an act."""
    with pytest.raises(ChannelClosedByBroker) as refused, channel(url) as opened:
        act(opened)
    return int(refused.value.reply_code)


@contextmanager
def channel(url: str) -> Iterator[Any]:
    connection = pika.BlockingConnection(pika.URLParameters(url))
    try:
        opened = connection.channel()
        opened.confirm_delivery()
        yield opened
    finally:
        connection.close()
