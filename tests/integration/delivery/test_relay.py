"""How relays share the work, and what they do when the broker says no."""

import threading
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, suppress
from typing import Any
from uuid import uuid4

import pika
import psycopg
import pytest

from chassis import broker, consumer, housekeeping, outbox, relay, system
from chassis.broker import Fate, Outgoing, TopologyDiffers, rabbit, topology
from chassis.context import Context
from chassis.db import transaction
from chassis.outbox import partition
from chassis.relay import PARTITIONS, Relay
from chassis.settings import SERVICES, load
from contracts.requests import RequestSubmitted
from tests.load.world import SUBSCRIPTIONS, TENANTS, World, fact, on, tell
from tests.table import table
from tests.waiting import until

pytestmark = pytest.mark.stack
KEY = f"t.32-76.{RequestSubmitted.topic()}"


def test_relays_share_the_partitions_fairly_and_take_over_what_one_leaves(table_world: World) -> None:
    with ExitStack() as stack:
        relays = [stack.enter_context(opened(table_world)) for _ in range(3)]
        for _ in range(2):  # first those who hold too much let go, then the others take
            for each in relays:
                each.share()
        held = [each.held for each in relays]
        assert sorted(len(part) for part in held) == [2, 3, 3]
        assert frozenset().union(*held) == frozenset(range(PARTITIONS))
    with opened(table_world) as survivor:
        survivor.share()
        assert survivor.held == frozenset(range(PARTITIONS))


def test_a_relay_passes_on_only_what_is_in_its_partitions(table_world: World) -> None:
    counters = [uuid4() for _ in range(40)]
    for counter in counters:
        tell(table_world.teller, counter)
    with opened(table_world) as one, opened(table_world) as other:
        for each in (one, other, one, other):
            each.share()
        mine = sum(partition(str(counter)) in one.held for counter in counters)
        assert (one.pass_on(), other.pass_on()) == (mine, 40 - mine)


def test_two_relays_and_many_messages_of_one_matter_keep_the_order(table_world: World) -> None:
    counters = [uuid4() for _ in range(4)]
    stop = threading.Event()
    settings = table_world.teller.settings
    threads = [threading.Thread(target=relay.relay, args=(settings, SUBSCRIPTIONS, stop)) for _ in range(2)]
    for thread in threads:
        thread.start()
    for _ in range(25):
        for counter in counters:
            tell(table_world.teller, counter)
    heard = 0
    while heard < 100:
        heard += consumer.run_once(table_world.hearer)
    stop.set()
    for thread in threads:
        thread.join()
    for counter in counters:
        assert [version for who, version in table_world.effects() if who == counter] == list(range(1, 26))


def test_a_commit_that_tells_wakes_the_relay_and_a_rollback_does_not(table_world: World) -> None:
    with system.connect(table_world.teller.settings, "test") as listening:
        listening.execute(f"listen {outbox.CHANNEL}")
        with suppress(ZeroDivisionError), table_world.teller.acting(Context(TENANTS[0])), transaction():
            outbox.publish(fact(uuid4()), 1)
            raise ZeroDivisionError
        assert not list(listening.notifies(timeout=0.2, stop_after=1))
        for _ in range(8):  # the driver prepares what it says often
            tell(table_world.teller, uuid4())
        assert len(list(listening.notifies(timeout=5, stop_after=8))) == 8


def test_no_trigger_notifies_within_a_transaction(service_env: dict[str, str]) -> None:
    for service in SERVICES:
        with system.connect(load(service, service_env), "test") as connection:
            found = connection.execute("select proname from pg_proc where prosrc like '%pg_notify(%'").fetchall()
        assert found == [], service


def test_an_unroutable_event_stops_its_partition_until_the_route_is_back(rabbit_world: World) -> None:
    settings = rabbit_world.teller.settings
    tell(rabbit_world.teller, counter := uuid4())
    tell(rabbit_world.teller, counter)
    with opened(rabbit_world) as stopped, unrouted(settings.broker_url):
        stopped.share()
        assert stopped.pass_on() == 0
        assert rabbit_world.ask(rabbit_world.teller, "select count(*) from outbox where published_at is null") == [(2,)]
    assert relay.run_once(settings, SUBSCRIPTIONS) == 2
    consumer.run_once(rabbit_world.hearer)
    assert rabbit_world.effects() == [(counter, 1), (counter, 2)]


def test_a_full_queue_refuses_and_the_publisher_says_so(rabbitmq_url: str) -> None:
    with full_queue(rabbitmq_url, "test.full", "full.#"), rabbit.publisher(rabbitmq_url) as publisher:
        fates: list[Fate] = []
        while Fate.REFUSED not in fates and len(fates) < 5000:  # the limit of a quorum queue is a soft one
            fates += publisher.publish([Outgoing(uuid4(), "full.up", "{}") for _ in range(20)])
    assert fates[0] is Fate.CONFIRMED
    assert Fate.REFUSED in fates


def test_a_thousand_messages_are_confirmed_in_one_wave(rabbit_world: World) -> None:
    broker.declare(rabbit_world.teller.settings.broker_url, SUBSCRIPTIONS)
    with broker.publisher(rabbit_world.teller.settings.broker_url) as publisher:
        assert publisher.publish([Outgoing(uuid4(), KEY, "{}") for _ in range(1000)]) == [Fate.CONFIRMED] * 1000


def test_a_queue_with_other_arguments_is_refused_with_one_clear_line(rabbit_world: World) -> None:
    with channel(rabbit_world.teller.settings.broker_url) as open_channel:
        open_channel.queue_declare("hearer.inbox", durable=True)
    with pytest.raises(TopologyDiffers, match=r"differs from the code: .*hearer\.inbox") as refused:
        broker.declare(rabbit_world.teller.settings.broker_url, SUBSCRIPTIONS)
    assert "\n" not in str(refused.value)


def test_a_consumer_refuses_a_queue_with_other_arguments_and_ends_with_that_line(rabbit_world: World) -> None:
    with channel(rabbit_world.teller.settings.broker_url) as open_channel:
        open_channel.queue_declare("hearer.dead", durable=True)
    with pytest.raises(SystemExit, match=r"differs from the code: .*hearer\.dead"), broker.topology_agreed():
        consumer.consume(rabbit_world.hearer, threading.Event())


def test_a_consumer_that_starts_before_any_relay_makes_its_own_queue(rabbit_world: World) -> None:
    stop = threading.Event()
    hearing = threading.Thread(target=consumer.consume, args=(rabbit_world.hearer, stop))
    hearing.start()
    tell(rabbit_world.teller, counter := uuid4())
    relay.run_once(rabbit_world.teller.settings, SUBSCRIPTIONS)
    try:
        until(rabbit_world.effects)
    finally:
        stop.set()
        hearing.join()
    assert rabbit_world.effects() == [(counter, 1)]


@table("url", ["amqp://guest:guest@127.0.0.1:1/", "postgresql://nobody@127.0.0.1:1/none"])
def test_a_broker_that_is_away_is_said_to_be_away(url: str) -> None:
    with pytest.raises(broker.BrokerAway):
        broker.declare(url, SUBSCRIPTIONS)
    with pytest.raises(broker.BrokerAway), broker.publisher(url):
        pass


def test_a_relay_waits_for_its_broker_and_stops_when_asked(table_world: World) -> None:
    stop = threading.Event()
    settings = on(table_world.teller, broker_url="amqp://guest:guest@127.0.0.1:1/").settings
    waiting = threading.Thread(target=relay.relay, args=(settings, SUBSCRIPTIONS, stop))
    waiting.start()
    stop.set()
    waiting.join(15)
    assert not waiting.is_alive()


def test_what_waits_is_counted_and_old_rows_are_swept(table_world: World) -> None:
    told, waiting = uuid4(), uuid4()
    tell(table_world.teller, told)
    relay.run_once(table_world.teller.settings, SUBSCRIPTIONS)
    tell(table_world.teller, waiting)
    with system.connect(table_world.teller.settings, "test") as connection:
        seen = housekeeping.backlog(connection)
        assert (seen.backlog, seen.faults, seen.parked, seen.dead) == (1, 0, 0, 0)
        assert 0 <= seen.oldest_seconds < 60
    table_world.superuser("update outbox set created_at = now() - interval '8 days'")
    table_world.superuser("update outbox set published_at = created_at where published_at is not null")
    housekeeping.sweep(table_world.teller)
    kept = table_world.ask(table_world.teller, "select aggregate_id from outbox")
    assert kept == [(str(waiting),)]  # however old, what nobody has heard stays


def test_an_office_sees_and_writes_only_its_own_messages(table_world: World) -> None:
    tell(table_world.teller, uuid4())
    url = system.libpq(table_world.teller.settings.database_url)
    with psycopg.connect(url, autocommit=True) as app:
        for statement in (
            "select * from outbox",
            "update outbox set body = ''",
            "delete from outbox",
            "delete from inbox",
        ):
            with pytest.raises(psycopg.errors.InsufficientPrivilege):
                app.execute(statement)
        app.execute("select set_config('ppid.tenant', %s, false)", [TENANTS[0]])
        app.execute("insert into inbox (tenant, message_id) values (%s, gen_random_uuid())", [TENANTS[0]])
        with pytest.raises(psycopg.errors.InsufficientPrivilege, match="row-level security"):
            app.execute("insert into inbox (tenant, message_id) values (%s, gen_random_uuid())", [TENANTS[1]])


@contextmanager
def opened(world: World) -> Iterator[Relay]:
    with relay.opened(world.teller.settings, SUBSCRIPTIONS) as made:
        yield made


@contextmanager
def channel(url: str) -> Iterator[Any]:
    connection = pika.BlockingConnection(pika.URLParameters(url))
    try:
        yield connection.channel()
    finally:
        connection.close()


@contextmanager
def unrouted(url: str) -> Iterator[None]:
    with channel(url) as open_channel:
        open_channel.queue_unbind(topology.LOG, topology.EVENTS, "#")
        open_channel.queue_unbind("hearer.inbox", topology.EVENTS, broker.pattern(RequestSubmitted))
    yield


@contextmanager
def full_queue(url: str, queue: str, key: str) -> Iterator[None]:
    with channel(url) as open_channel:
        open_channel.exchange_declare(topology.EVENTS, "topic", durable=True)
        arguments = {"x-queue-type": "quorum", "x-max-length": 1, "x-overflow": "reject-publish"}
        open_channel.queue_declare(queue, durable=True, arguments=arguments)
        open_channel.queue_bind(queue, topology.EVENTS, key)
        try:
            yield
        finally:
            open_channel.queue_delete(queue)
