"""A relay and a consumer say in PostgreSQL that they go round and how far they got; what waits for them is counted."""

from threading import Event, Thread
from uuid import uuid4

import pytest

from chassis import broker, consumer, heartbeat, relay, system
from chassis.broker import Depth
from chassis.service import Runtime
from tests.load.world import SUBSCRIPTIONS, World, tell
from tests.waiting import until

pytestmark = pytest.mark.stack


@pytest.fixture(params=["table_world", "rabbit_world"])
def delivery(request: pytest.FixtureRequest) -> World:
    world: World = request.getfixturevalue(request.param)
    return world


def test_a_relay_says_how_much_it_passed_on(delivery: World) -> None:
    tell(delivery.teller, uuid4())
    with relay.opened(delivery.teller.settings, SUBSCRIPTIONS) as carrier:
        carrier.share()
        carrier.pass_on()
        carrier.beat()
    assert progress(delivery.teller) == {"relay": 1}


def test_what_waits_is_counted_and_so_is_who_takes_it_out(delivery: World) -> None:
    tell(delivery.teller, uuid4())
    relay.run_once(delivery.teller.settings, SUBSCRIPTIONS)
    assert inbox(delivery) == Depth(messages=1, consumers=0)
    stop = Event()
    hearing = Thread(target=consumer.consume, args=(delivery.hearer, stop))
    hearing.start()
    try:
        until(lambda: inbox(delivery) == Depth(messages=0, consumers=1) and progress(delivery.hearer))
    finally:
        stop.set()
        hearing.join()
    assert progress(delivery.hearer).keys() == {"consume"}


def inbox(delivery: World) -> Depth:
    return broker.depths(delivery.hearer.settings.broker_url, "hearer")["hearer.inbox"]


def progress(runtime: Runtime) -> dict[str, int]:
    with system.connect(runtime.settings, "test") as connection:
        return {beat.role: beat.progress for beat in heartbeat.beats(connection) if beat.seconds <= heartbeat.LATE}
