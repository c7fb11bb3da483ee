"""Goal EV-5: whatever transactions interleave and however the broker fails, the relay tells each committed event,
none that was rolled back, and each aggregate's in order.
"""

from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor, wait
from contextlib import suppress
from dataclasses import dataclass
from random import Random
from typing import Any
from uuid import UUID, uuid4

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import text

from chassis import outbox, relay, system
from chassis.broker import BrokerAway, Fate, Outgoing
from chassis.context import Context
from chassis.db import transaction
from chassis.relay import Relay
from contracts.envelope import decode
from tests.load.world import COUNT, TENANTS, World, fact

pytestmark = pytest.mark.stack


class TakenBack(Exception):
    """Rolls a transaction back."""


@dataclass(frozen=True)
class Work:
    """One transaction: which counters it counts, how long it dawdles (ms) before and after, whether it commits."""

    counters: tuple[int, ...]
    before: int
    after: int
    commits: bool


delays = st.integers(0, 15)
# Counters in ascending order: real commands, too, lock in one order or they would deadlock.
works = st.builds(
    Work,
    st.lists(st.integers(0, 2), min_size=1, max_size=3, unique=True).map(lambda found: tuple(sorted(found))),
    delays,
    delays,
    st.booleans(),
)
MOODS = ("confirm", "refuse", "go away")


class Moody:
    """A broker that now confirms, now refuses, now takes half of what it is given and goes away."""

    def __init__(self, seed: int) -> None:
        self.random = Random(seed)
        self.heard: list[str] = []

    def publish(self, messages: Sequence[Outgoing]) -> list[Fate]:
        fates = []
        for message in messages:
            mood = self.random.choices(MOODS, (6, 3, 1))[0]
            if mood == "go away":
                raise BrokerAway
            if mood == "confirm":
                self.heard.append(message.body)
            fates.append(Fate.CONFIRMED if mood == "confirm" else Fate.REFUSED)
        return fates


@pytest.mark.promise("events")
@pytest.mark.timeout(280)
@settings(max_examples=30, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(plan=st.lists(works, min_size=1, max_size=8), seed=st.integers(0, 9999), late=st.booleans())
def test_the_relay_tells_all_that_was_committed_in_order_and_nothing_else(
    table_world: World, monkeypatch: pytest.MonkeyPatch, plan: list[Work], seed: int, late: bool
) -> None:
    monkeypatch.setattr(relay, "HOLD_BACK", 0.0)
    counters = [uuid4() for _ in range(3)]
    broker = Moody(seed)
    with ThreadPoolExecutor(4) as pool, system.connect(table_world.teller.settings, "test") as connection:
        carrier = Relay(connection, broker)
        running = [pool.submit(perform, table_world, work, counters) for work in plan]
        if late:  # a relay that was away finds many versions of one counter in one batch
            wait(running)
        while wait(running, timeout=0).not_done or unpublished(connection):
            carrier.share()  # again and again, as in life: the relay of the run before may not be quite dead yet
            with suppress(BrokerAway):
                carrier.pass_on()
        committed = {told for work in running for told in work.result()}
    heard = [decode(body) for body in broker.heard]
    told = [(message.data.aggregate_id, message.aggregate_version) for message in heard]
    first_heard = list(dict.fromkeys((who, version) for who, version in told if UUID(who) in counters))
    assert set(first_heard) == committed
    for counter in counters:
        versions = [version for who, version in first_heard if who == str(counter)]
        assert versions == list(range(1, len(versions) + 1))


def perform(world: World, work: Work, counters: list[UUID]) -> set[tuple[str, int]]:
    """Do one transaction; returns what it told, if it committed."""
    told = set()
    with suppress(TakenBack), world.teller.acting(Context(TENANTS[0])):
        with transaction() as session:
            dawdle(session, work.before)
            for which in work.counters:
                version = session.execute(COUNT, {"tenant": TENANTS[0], "id": counters[which]}).scalar_one()
                outbox.publish(fact(counters[which]), version)
                told.add((str(counters[which]), version))
            dawdle(session, work.after)
            if not work.commits:
                raise TakenBack
        return told
    return set()


def dawdle(session: Any, milliseconds: int) -> None:
    session.execute(text("select pg_sleep(:seconds)"), {"seconds": milliseconds / 1000})


def unpublished(connection: Any) -> bool:
    return bool(connection.execute("select exists (select from outbox where published_at is null)").fetchone()[0])
