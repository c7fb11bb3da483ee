"""Steps of a state machine that is a table."""

from enum import StrEnum

import pytest

from chassis.transitions import NoTransition, stepping
from tests.table import table


class Lamp(StrEnum):
    OFF = "off"
    ON = "on"
    BROKEN = "broken"


step = stepping({Lamp.OFF: {Lamp.ON}, Lamp.ON: {Lamp.OFF, Lamp.BROKEN}, Lamp.BROKEN: set()})


def test_a_step_of_the_table_leads_to_its_target() -> None:
    assert step(Lamp.ON, Lamp.BROKEN) is Lamp.BROKEN


@table(("state", "target"), [(Lamp.OFF, Lamp.BROKEN), (Lamp.ON, Lamp.ON), (Lamp.BROKEN, Lamp.OFF)])
def test_a_step_that_the_table_does_not_know_is_not_taken_and_is_named(state: Lamp, target: Lamp) -> None:
    with pytest.raises(NoTransition, match=f"{state} does not lead to {target}"):
        step(state, target)
