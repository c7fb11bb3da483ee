"""Worlds to try delivery in, one per kind of broker, emptied for each test."""

from collections.abc import Iterator

import pika
import pytest

from chassis.broker import bulk_queue, dead_queue, inbox_queue
from tests.load.world import SUBSCRIPTIONS, World, world


@pytest.fixture(scope="session")
def _table_world(postgres_admin_url: str) -> Iterator[World]:
    with world(postgres_admin_url, "table") as made:
        yield made


@pytest.fixture(scope="session")
def _rabbit_world(postgres_admin_url: str, rabbitmq_url: str) -> Iterator[World]:
    with world(postgres_admin_url, rabbitmq_url) as made:
        yield made
    _forget(rabbitmq_url)


@pytest.fixture
def table_world(_table_world: World) -> World:
    _table_world.empty()
    return _table_world


@pytest.fixture
def rabbit_world(_rabbit_world: World, rabbitmq_url: str) -> World:
    _forget(rabbitmq_url)
    _rabbit_world.empty()
    return _rabbit_world


def _forget(url: str) -> None:
    """Delete the world's queues, so that no test hears another's messages."""
    connection = pika.BlockingConnection(pika.URLParameters(url))
    for service in SUBSCRIPTIONS:
        for queue in (inbox_queue(service), bulk_queue(service), dead_queue(service)):
            connection.channel().queue_delete(queue)
    connection.close()
