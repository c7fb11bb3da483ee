"""What a tick tells by the thousand keeps nothing else waiting, on both brokers."""

from dataclasses import replace
from datetime import date
from uuid import uuid4

import pytest

from chassis import consumer, outbox, relay
from chassis.broker.consuming import PREFETCH
from chassis.context import Context
from contracts.escalations import CaseEscalated
from contracts.requests import RequestSubmitted
from tests.load.world import SUBSCRIPTIONS, TENANTS, World, tell

pytestmark = pytest.mark.stack

MANY = 3 * relay.BULK_BATCH  # more than a relay takes at once, and a consumer fetches
HEARD = (RequestSubmitted, CaseEscalated)
LISTENING = SUBSCRIPTIONS | {"hearer": HEARD}


@pytest.fixture(params=["table_world", "rabbit_world"])
def delivery(request: pytest.FixtureRequest) -> World:
    world: World = request.getfixturevalue(request.param)
    return world


@pytest.mark.promise("events")
def test_what_ticks_tell_by_the_thousand_keeps_no_request_waiting(delivery: World) -> None:
    heard: list[str] = []
    handlers = {kind: lambda message: heard.append(message.data.aggregate) for kind in HEARD}
    hearer = replace(delivery.hearer, service=replace(delivery.hearer.service, handlers=handlers))
    escalate(delivery)
    relay.run_once(delivery.teller.settings, LISTENING)
    tell(delivery.teller, uuid4())
    relay.run_once(delivery.teller.settings, LISTENING)
    consumer.run_once(hearer)
    assert len(heard) == MANY + 1
    assert heard.index("request") <= 2 * PREFETCH  # what the process had fetched already


def test_the_relay_sends_a_request_before_the_thousands_that_were_told_earlier(delivery: World) -> None:
    escalate(delivery)
    tell(delivery.teller, uuid4())
    with relay.opened(delivery.teller.settings, LISTENING) as carrier:
        carrier.share()
        carrier.pass_on()
    sent = "select aggregate, count(*) from outbox where published_at is not null group by 1"
    assert dict(delivery.ask(delivery.teller, sent)) == {"request": 1, "escalation": relay.BULK_BATCH}


def escalate(delivery: World) -> None:
    """Tell of many cases that are late, as the tick of oversight does."""
    with delivery.teller.acting(Context(TENANTS[0])):
        outbox.publish_all([(escalated(), 1) for _ in range(MANY)])


def escalated() -> CaseEscalated:
    """One of them."""
    return CaseEscalated(
        escalation_id=uuid4(),
        request_id=uuid4(),
        number="1/PPID/2026",
        supervisor="32",
        step="late",
        regime="regular",
        stage="verifying",
        due_on=date(2026, 11, 23),
        open=True,
    )
