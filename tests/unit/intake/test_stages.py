"""Every stage of a case has a state of a request that its applicant sees, and a look on the pages."""

from contracts.stages import DECIDED, GONE, OPEN, Stage
from gateway.portal import look
from services.intake.domain.states import State
from tests.table import table


@table("stage", list(Stage))
def test_a_stage_of_the_register_is_a_state_of_the_request(stage: Stage) -> None:
    assert State(stage) == stage
    assert stage in look.STATES


@table("stage", list(Stage))
def test_a_stage_is_open_decided_or_gone(stage: Stage) -> None:
    assert [stage in group for group in (OPEN, DECIDED, GONE)].count(True) == 1
