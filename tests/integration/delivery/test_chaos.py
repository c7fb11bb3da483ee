"""Goal EV-1 in short: nothing lost, doubled or out of order while processes are killed. The long form: `make chaos`."""

import pytest

from tests.load.chaos import Unavailable, endure, stage

pytestmark = [
    pytest.mark.stack,
    pytest.mark.chaos,
    pytest.mark.timeout(400),
    pytest.mark.filterwarnings("ignore:subprocess:ResourceWarning"),  # parts outlive the call that starts them
]


@pytest.mark.parametrize(
    ("broker", "seconds", "parts"),
    [("rabbitmq", 60, {"rabbitmq": 1}), ("table", 30, {"postgres": 1})],
    ids=["rabbitmq", "table"],
)
def test_every_event_has_one_effect_in_order_whoever_is_killed(
    broker: str, seconds: float, parts: dict[str, int]
) -> None:
    try:
        with stage(broker) as on:
            found = endure(on, seconds, 100, parts, seed=7)
            assert on.kills.keys() == {"relay", "consumer", *parts}
            assert found.clean, found
    except Unavailable as reason:
        pytest.skip(f"cannot run on this machine: {reason}")
