"""Goals EV-1 and ST-14 in short: whoever is killed, every event has its effect and every change its entry.

The long form: `make chaos`.
"""

from uuid import uuid4

import pytest

from tests.load.chaos import Unavailable, endure, stage
from tests.load.world import World, tell

pytestmark = [
    pytest.mark.stack,
    pytest.mark.chaos,
    pytest.mark.timeout(400),
    pytest.mark.filterwarnings("ignore:subprocess:ResourceWarning"),  # parts outlive the call that starts them
]


@pytest.mark.promise("events")
@pytest.mark.assure
@pytest.mark.parametrize(
    ("broker", "seconds", "parts"),
    [("rabbitmq", 60, {"rabbitmq": 1}), ("table", 30, {"postgres": 1})],
    ids=["rabbitmq", "table"],
)
def test_every_event_has_one_effect_in_order_and_every_change_its_entry_whoever_is_killed(
    broker: str, seconds: float, parts: dict[str, int]
) -> None:
    try:
        with stage(broker) as on:
            found = endure(on, seconds, 100, parts, seed=7)
            assert on.kills.keys() == {"relay", "consumer", *parts}
            assert found.clean, found
    except Unavailable as reason:
        pytest.skip(f"cannot run on this machine: {reason}")


def test_a_change_without_its_entry_is_counted(table_world: World) -> None:
    counter = uuid4()
    tell(table_world.teller, counter)
    assert table_world.unrecorded() == 0
    tell(table_world.teller, counter, recorded=False)
    assert table_world.unrecorded() == 1
