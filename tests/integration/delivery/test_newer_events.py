"""While a release rolls out, older programs hear events of versions that they do not know yet."""

from uuid import uuid4

import pytest

from chassis import consumer, dead_letters, relay, system
from chassis.parking import ATTEMPTS
from contracts.event import EVENTS, Event
from contracts.requests import RequestSubmitted
from tests.load.world import SUBSCRIPTIONS, World, tell

pytestmark = pytest.mark.stack
OLDER = type("Older", (Event,), {"aggregate": "request", "fact": "submitted", "version": 0})


@pytest.mark.promise("events")
def test_an_event_of_a_newer_version_waits_in_its_place_for_the_release_that_knows_it(
    table_world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    hearer, counter = table_world.hearer, uuid4()
    tell(table_world.teller, counter)
    tell(table_world.teller, counter)
    relay.run_once(table_world.teller.settings, SUBSCRIPTIONS)
    with monkeypatch.context() as older:  # knows the fact only as it was once told
        older.delitem(EVENTS, RequestSubmitted.type())
        older.setitem(EVENTS, OLDER.type(), OLDER)
        for _ in range(ATTEMPTS + 2):
            consumer.run_once(hearer)
            _make_due(table_world)
        waiting = table_world.ask(hearer, "select error, attempts from parked")
    assert waiting == [(f"NotYet: this release of hearer does not know {RequestSubmitted.type()}", 0)] * 2
    with system.connect(hearer.settings, "test") as connection:
        assert dead_letters.dead(connection) == []
    consumer.run_once(hearer)
    assert table_world.effects() == [(counter, 1), (counter, 2)]


def _make_due(world: World) -> None:
    world.ask(world.hearer, "update parked set next_attempt_at = now() returning 1")
