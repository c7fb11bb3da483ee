"""Small rules that delivery rests on, without a broker."""

from uuid import uuid4

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chassis import broker, shutdown
from chassis.broker import DELIVERY_LIMIT, Outgoing, topology
from chassis.outbox import LONGEST_BODY, PARTITIONS, partition
from chassis.relay import Row, _waves
from contracts.escalations import CaseEscalated
from contracts.event import Event, event
from contracts.requests import RequestSubmitted
from tests.table import table


def row(seq: int, aggregate_id: str, body: str = "{}", routing_key: str = "t.00.a.b.v1") -> Row:
    return Row(seq, uuid4(), "00", "request", aggregate_id, routing_key, body, partition(aggregate_id))


@given(st.lists(st.sampled_from("abcd"), max_size=30))
def test_waves_hold_each_row_once_and_an_aggregate_once_each_in_its_order(aggregates: list[str]) -> None:
    rows = [row(seq, aggregate) for seq, aggregate in enumerate(aggregates)]
    waves = list(_waves(rows))
    assert sorted(r.seq for wave in waves for r in wave) == list(range(len(rows)))
    assert all(len({r.aggregate_id for r in wave}) == len(wave) for wave in waves)
    for aggregate in set(aggregates):
        sent = [r.seq for wave in waves for r in wave if r.aggregate_id == aggregate]
        assert sent == sorted(sent)


def test_an_aggregates_partition_never_changes() -> None:
    # Rows written by an older release are still waiting: the numbers are part of the data.
    assert [partition(name) for name in ("32.76", "a", "5f0c6a52-6f0e-4c0b-9d53-0f6f3b7a2c11")] == [6, 3, 6]


@given(st.uuids())
def test_a_partition_is_one_of_eight(aggregate: object) -> None:
    assert 0 <= partition(str(aggregate)) < PARTITIONS == 8


@table(
    ("bad", "fault"),
    [
        (row(1, "a", body="é" * (LONGEST_BODY // 2 + 1)), "larger than"),
        (row(1, "a", routing_key="t." + "x" * 254), "routing key"),
    ],
)
def test_a_row_that_no_broker_takes_is_known_before_it_is_sent(bad: Row, fault: str) -> None:
    assert (bad.fault or "").startswith(fault)


def test_a_row_at_the_limits_is_fine() -> None:
    assert row(1, "a", body="x" * LONGEST_BODY, routing_key="x" * 255).fault is None


def test_subscriptions_look_past_the_office() -> None:
    message = Outgoing(uuid4(), f"t.32-76.{RequestSubmitted.topic()}", "{}")
    assert message.topic == RequestSubmitted.topic()
    assert broker.pattern(RequestSubmitted) == "t.*.request.submitted.v1"


def test_all_events_of_an_aggregate_are_heard_in_one_queue() -> None:
    assert broker.queue_of("registry", CaseEscalated) == "registry.bulk"
    assert broker.queue_of("registry", RequestSubmitted) == "registry.inbox"
    with pytest.raises(TypeError, match="all together or not at all"):
        event("request", "counted", 1, key="request_id", bulk=True)(type("RequestCounted", (Event,), {}))


def test_what_was_heard_among_the_rest_is_heard_in_one_queue_only() -> None:
    known = topology.topology({"registry": (CaseEscalated, RequestSubmitted)})
    key = broker.pattern(CaseEscalated)
    assert (topology.EVENTS, "registry.bulk", key) in known.bindings
    assert (topology.EVENTS, "registry.inbox", key) in known.unbound
    assert known.queues["registry.bulk"] == known.queues["registry.inbox"]


def test_nothing_is_dropped_in_silence_by_a_queue() -> None:
    arguments = topology.inbox_arguments("registry")
    assert arguments["x-queue-type"] == "quorum"
    assert arguments["x-delivery-limit"] == DELIVERY_LIMIT
    # Without both, dead lettering is at most once (RabbitMQ, "Quorum queues").
    assert (arguments["x-dead-letter-strategy"], arguments["x-overflow"]) == ("at-least-once", "reject-publish")
    assert (arguments["x-dead-letter-exchange"], arguments["x-dead-letter-routing-key"]) == (
        topology.DEAD,
        broker.dead_queue("registry"),
    )


def test_pauses_grow_to_their_limit_and_stay_there() -> None:
    pauses = shutdown.pauses(first=0.2, longest=5.0)
    taken = [next(pauses) for _ in range(20)]
    assert 0.1 <= taken[0] <= 0.2
    assert all(2.5 <= each <= 5.0 for each in taken[6:])
