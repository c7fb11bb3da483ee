"""Where a request stands, as its applicant sees it."""

from services.intake.domain.states import GOING_ON, TRANSITIONS, State


def test_what_was_passed_on_comes_back_only_to_go_on() -> None:
    leading_out = [fact for fact, (sources, _) in TRANSITIONS.items() if State.TRANSFERRED in sources]
    assert leading_out == list(GOING_ON)
