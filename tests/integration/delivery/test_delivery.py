"""What delivery promises, kept by both brokers alike."""

from collections.abc import Callable
from contextlib import suppress
from dataclasses import replace
from typing import Any
from uuid import UUID, uuid4

import pytest

from chassis import broker, consumer, dead_letters, outbox, relay, system
from chassis.broker import Outgoing
from chassis.broker.consuming import Receive, consuming
from chassis.context import Context
from chassis.db import transaction
from chassis.errors import Never
from chassis.parking import ATTEMPTS, DatabaseAway
from chassis.service import Runtime
from contracts.documents import DocumentStored
from contracts.envelope import Envelope
from contracts.requests import RequestSubmitted
from tests.integration.conftest import envelope
from tests.load.world import SUBSCRIPTIONS, TENANTS, World, fact, on, tell, write_down
from tests.waiting import until

pytestmark = pytest.mark.stack


OTHERS = DocumentStored  # what this hearer listens to as well, told by somebody else


class Trouble(Exception):
    """Raised by handlers under test."""


class Promises:
    """Everything that holds whatever the broker."""

    @pytest.fixture
    def delivery(self) -> World:
        raise NotImplementedError

    def test_a_committed_event_is_heard_and_a_rolled_back_one_is_not(self, delivery: World) -> None:
        told, taken_back = uuid4(), uuid4()
        tell(delivery.teller, told)
        with suppress(Trouble), delivery.teller.acting(Context(TENANTS[0])), transaction():
            outbox.publish(fact(taken_back), 1)
            raise Trouble
        assert deliver(delivery) == 1
        assert delivery.effects() == [(told, 1)]

    def test_every_office_is_heard_in_its_own_name(self, delivery: World) -> None:
        for tenant in TENANTS:
            tell(delivery.teller, uuid4(), tenant)
        deliver(delivery)
        heard = delivery.ask(delivery.hearer, "select tenant from effect")
        assert sorted(tenant for (tenant,) in heard) == sorted(TENANTS)

    def test_what_the_relay_says_twice_has_one_effect(self, delivery: World) -> None:
        tell(delivery.teller, counter := uuid4())
        deliver(delivery)
        delivery.ask(delivery.teller, "update outbox set published_at = null returning 1")
        deliver(delivery)
        assert delivery.effects() == [(counter, 1)]

    def test_a_message_lost_between_commit_and_acknowledgement_has_one_effect(self, delivery: World) -> None:
        tell(delivery.teller, counter := uuid4())
        relay.run_once(delivery.teller.settings, SUBSCRIPTIONS)

        def hear_and_fail(body: bytes, address: str) -> None:
            with consumer.Parking.opened(delivery.hearer.settings) as parking:
                consumer.Consumer(delivery.hearer, parking).receive(body, address)
            raise Trouble

        with pytest.raises(Trouble), hearing(delivery, hear_and_fail) as wait:
            wait(5)
        assert delivery.effects() == [(counter, 1)]
        assert consumer.run_once(delivery.hearer) == 1
        assert delivery.effects() == [(counter, 1)]

    def test_a_failure_holds_back_its_own_matter_only_and_keeps_the_order(self, delivery: World) -> None:
        bad, good = uuid4(), uuid4()
        for counter in (bad, good, bad, bad, good):
            tell(delivery.teller, counter)
        relay.run_once(delivery.teller.settings, SUBSCRIPTIONS)
        failing = {bad}
        consumer.run_once(handling(delivery.hearer, lambda message: fail_for(failing, message)))
        assert delivery.effects() == [(good, 1), (good, 2)]
        failing.clear()
        make_due(delivery)
        consumer.run_once(delivery.hearer)
        assert delivery.effects() == [(good, 1), (good, 2), (bad, 1), (bad, 2), (bad, 3)]

    def test_a_failure_leaves_nothing_of_the_handlers_work(self, delivery: World) -> None:
        tell(delivery.teller, uuid4())

        def half(message: Envelope[RequestSubmitted]) -> None:
            write_down(message)
            raise Trouble

        deliver(delivery, handling(delivery.hearer, half))
        assert delivery.effects() == []
        assert delivery.ask(delivery.hearer, "select count(*) from inbox") == [(0,)]

    def test_an_eighth_failure_makes_a_dead_letter_without_the_errors_own_words(self, delivery: World) -> None:
        tell(delivery.teller, counter := uuid4())
        tried = 0

        def fail(_message: Envelope[RequestSubmitted]) -> None:
            nonlocal tried
            tried += 1
            raise Trouble("Budi Santoso, 3276010101010001")

        deliver(delivery, handling(delivery.hearer, fail))
        for _ in range(ATTEMPTS + 2):
            make_due(delivery)
            consumer.run_once(handling(delivery.hearer, fail))
        (letter,) = dead(delivery)
        assert tried == letter.attempts == ATTEMPTS
        assert letter.error.startswith("Trouble at test_delivery.py:")
        assert (letter.tenant, letter.aggregate_id) == (TENANTS[0], str(counter))

    def test_never_is_dead_at_once_and_holds_back_what_follows_until_it_is_replayed(self, delivery: World) -> None:
        tell(delivery.teller, counter := uuid4())
        tell(delivery.teller, counter)

        def never(_message: Envelope[RequestSubmitted]) -> None:
            raise Never("the office is not listed")

        deliver(delivery, handling(delivery.hearer, never))
        (letter,) = dead(delivery)
        assert (letter.error, letter.behind) == ("Never: the office is not listed", 1)
        consumer.run_once(delivery.hearer)
        assert delivery.effects() == []
        with system.connect(delivery.hearer.settings, "test") as connection:
            assert dead_letters.replay(connection, [letter.id], "operator") == 1
            assert dead_letters.replay(connection, [letter.id], "operator") == 0
        consumer.run_once(delivery.hearer)
        assert delivery.effects() == [(counter, 1), (counter, 2)]
        ((history,),) = delivery.ask(delivery.hearer, "select history from parked where history <> '[]'")
        assert [(note["did"], note["by"]) for note in history] == [("replay", "operator")]

    def test_a_dismissed_dead_letter_lets_the_next_one_pass(self, delivery: World) -> None:
        tell(delivery.teller, counter := uuid4())
        tell(delivery.teller, counter)

        def first_never(message: Envelope[RequestSubmitted]) -> None:
            if message.aggregate_version == 1:
                raise Never("no")
            write_down(message)

        deliver(delivery, handling(delivery.hearer, first_never))
        with system.connect(delivery.hearer.settings, "test") as connection:
            assert dead_letters.dismiss(connection, [dead(delivery)[0].id], "operator", "told in error") == 1
        consumer.run_once(handling(delivery.hearer, first_never))
        assert delivery.effects() == [(counter, 2)]
        assert dead(delivery) == []

    def test_what_cannot_be_read_is_a_dead_letter_and_stops_nobody(self, delivery: World) -> None:
        broker.declare(delivery.teller.settings.broker_url, SUBSCRIPTIONS)
        key = f"t.32-76.{RequestSubmitted.topic()}"
        with broker.publisher(delivery.teller.settings.broker_url) as publisher:
            publisher.publish([Outgoing(uuid4(), key, "not an event"), Outgoing(uuid4(), key, '{"type": "other"}')])
        tell(delivery.teller, counter := uuid4())
        deliver(delivery)
        assert delivery.effects() == [(counter, 1)]
        assert {letter.body for letter in dead(delivery)} == {b"not an event", b'{"type": "other"}'}

    @pytest.mark.parametrize(
        "address", [f"t.31-71.{RequestSubmitted.topic()}", f"t.32-76.{OTHERS.topic()}"], ids=["office", "event"]
    )
    def test_a_message_under_an_address_that_is_not_its_own_is_not_believed_and_holds_back_nobody(
        self, delivery: World, address: str
    ) -> None:
        broker.declare(delivery.teller.settings.broker_url, {"hearer": (RequestSubmitted, OTHERS), "teller": ()})
        counter = uuid4()
        forged = envelope("32.76", fact(counter), 7)
        with broker.publisher(delivery.teller.settings.broker_url) as publisher:
            publisher.publish([Outgoing(forged.id, address, forged.encode().decode())])
        tell(delivery.teller, counter, "32.76")
        deliver(delivery)
        assert delivery.effects() == [(counter, 1)]
        (letter,) = dead(delivery)
        assert (letter.tenant, letter.aggregate_id, letter.behind) == ("", "", 0)
        assert address in letter.error

    def test_an_event_without_a_handler_is_kept_as_a_dead_letter(self, delivery: World) -> None:
        tell(delivery.teller, uuid4())
        deliver(delivery, replace(delivery.hearer, service=replace(delivery.hearer.service, handlers={})))
        assert [letter.error for letter in dead(delivery)] == [
            f"Never: hearer has no handler for {RequestSubmitted.type()}"
        ]

    def test_a_message_that_kills_its_process_again_and_again_becomes_a_dead_letter(self, delivery: World) -> None:
        tell(delivery.teller, counter := uuid4())
        relay.run_once(delivery.teller.settings, SUBSCRIPTIONS)

        def die(_body: bytes, _address: str) -> None:
            raise Trouble

        deaths = 0
        while deaths <= broker.DELIVERY_LIMIT:
            with pytest.raises(Trouble), hearing(delivery, die) as wait:
                assert wait(5)
            deaths += 1
        until(lambda: consumer.run_once(delivery.hearer))  # dead lettering is the broker's own work
        (letter,) = dead(delivery)
        assert letter.aggregate_id == str(counter)
        assert letter.error == "GivenUp: not acknowledged in 20 deliveries"

    def test_without_its_database_a_consumer_takes_no_message(self, delivery: World) -> None:
        tell(delivery.teller, counter := uuid4())
        relay.run_once(delivery.teller.settings, SUBSCRIPTIONS)
        away = "postgresql+psycopg://nobody@127.0.0.1:1/none"
        with pytest.raises(DatabaseAway):
            consumer.run_once(on(delivery.hearer, system_database_url=away))
        assert consumer.run_once(delivery.hearer) == 1
        assert delivery.effects() == [(counter, 1)]

    def test_an_event_that_no_broker_takes_is_put_aside_and_others_go_on(self, delivery: World) -> None:
        large, small = uuid4(), uuid4()
        for counter in (large, large, large, small):
            tell(delivery.teller, counter)
        delivery.superuser("update outbox set body = repeat('x', 300000) where aggregate_version = 2")
        assert relay.run_once(delivery.teller.settings, SUBSCRIPTIONS) == 2
        with system.connect(delivery.teller.settings, "test") as connection:
            (letter,) = dead_letters.dead(connection)
        assert (letter.kind, letter.aggregate_id, letter.behind) == ("out", str(large), 1)
        consumer.run_once(delivery.hearer)
        assert delivery.effects() == [(large, 1), (small, 1)]

    def test_only_one_consumer_of_a_service_is_active(self, delivery: World) -> None:
        broker.declare(delivery.teller.settings.broker_url, SUBSCRIPTIONS)
        first: list[bytes] = []
        second: list[bytes] = []
        with hearing(delivery, lambda body, _: first.append(body)) as wait_first:
            wait_first(0.1)
            with hearing(delivery, lambda body, _: second.append(body)) as wait_second:
                wait_second(0.1)
                for _ in range(10):
                    tell(delivery.teller, uuid4())
                relay.run_once(delivery.teller.settings, SUBSCRIPTIONS)
                wait_second(0.3)
                until(lambda: not wait_first(0.3) and len(first) + len(second) >= 10)
        assert (len(first), len(second)) == (10, 0)


class TestTableBus(Promises):
    @pytest.fixture
    def delivery(self, table_world: World) -> World:
        return table_world


class TestRabbitMQ(Promises):
    @pytest.fixture
    def delivery(self, rabbit_world: World) -> World:
        return rabbit_world


def deliver(world: World, hearer: Runtime | None = None) -> int:
    """Relay and hear once."""
    relay.run_once(world.teller.settings, SUBSCRIPTIONS)
    return consumer.run_once(hearer or world.hearer)


def handling(runtime: Runtime, handler: Callable[[Envelope[RequestSubmitted]], None]) -> Runtime:
    return replace(runtime, service=replace(runtime.service, handlers={RequestSubmitted: handler}))


def fail_for(counters: set[UUID], message: Envelope[RequestSubmitted]) -> None:
    if message.data.request_id in counters:
        raise Trouble
    write_down(message)


def hearing(world: World, receive: Receive) -> Any:
    return consuming(world.hearer.settings.broker_url, {"hearer.inbox": receive})


def make_due(world: World) -> None:
    world.ask(world.hearer, "update parked set next_attempt_at = now() returning 1")


def dead(world: World) -> list[dead_letters.DeadLetter]:
    with system.connect(world.hearer.settings, "test") as connection:
        return dead_letters.dead(connection)
