"""Where the making of a dispute's file may go from where, and when what was made is gone."""

from datetime import UTC, datetime, timedelta

import pytest

from chassis.transitions import NoTransition
from services.documents.disputes.domain.files import OFFERED_FOR, TRANSITIONS, UNDER_WAY, Stage, next_stage, standing

MADE_AT = datetime(2026, 11, 26, 19, tzinfo=UTC)


def test_what_is_under_way_can_fail_or_begin_anew_and_what_ended_can_only_be_asked_for_again() -> None:
    assert set(TRANSITIONS) == set(Stage)
    for stage in Stage:
        if stage in UNDER_WAY:
            assert {Stage.READING, Stage.FAILED} <= TRANSITIONS[stage]
        else:
            assert TRANSITIONS[stage] - {Stage.GONE} == {Stage.WAITING}


def test_nothing_is_made_that_was_not_packed() -> None:
    assert [stage for stage in Stage if Stage.MADE in TRANSITIONS[stage]] == [Stage.PACKING]
    with pytest.raises(NoTransition):
        next_stage(Stage.BINDING, Stage.MADE)


def test_what_was_made_is_gone_to_the_second_after_half_a_day_and_nothing_else_ever_is() -> None:
    until = MADE_AT + OFFERED_FOR
    assert standing(Stage.MADE, MADE_AT, until - timedelta(seconds=1)) is Stage.MADE
    assert standing(Stage.MADE, MADE_AT, until) is Stage.GONE
    for stage in set(Stage) - {Stage.MADE}:
        assert standing(stage, None, until) is stage
