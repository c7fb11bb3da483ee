"""The state table of a dispute, what stands in the way of a step, and what waits until when."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chassis.errors import Invalid
from services.registry.domain import disputes as domain
from services.registry.domain.cases import NotAllowed
from services.registry.domain.disputes import ENDED, TRANSITIONS, Act, Outcome, Party, Stage, Step
from statute.book import Unit
from statute.disputes import duties
from statute.regimes import Regime

FILED = date(2025, 8, 8)
TODAY = date(2026, 9, 1)
FIRST = Step(Act.FILE, FILED)


def _step(act: Act, days: int = 10, **said: object) -> Step:
    return Step(act, FILED + timedelta(days=days), **{"number": "1", "note": "x", "party": Party.OFFICE, **said})  # type: ignore[arg-type]


@given(st.sampled_from(Stage), st.sampled_from(list(TRANSITIONS)))
def test_a_step_from_a_stage_that_the_table_does_not_name_is_refused(stage: Stage, act: Act) -> None:
    if stage not in TRANSITIONS[act].sources:
        with pytest.raises(NotAllowed, match="tidak dapat dicatat"):
            domain.next_stage(stage, _step(act), [FIRST], "a", TODAY)


def test_every_stage_can_be_reached_and_every_stage_that_goes_on_says_what_waits() -> None:
    assert {row.target for row in TRANSITIONS.values()} - {None} | {Stage.FILED} == set(Stage)
    assert set(duties()) == {str(stage) for stage in set(Stage) - ENDED}
    for stage, waits in duties().items():
        for duty in waits:
            assert (duty.purpose is None) == (duty.since is None) == (duty.article is not None), (stage, duty.text)
            assert duty.since is None or duty.since in set(Act)


@pytest.mark.parametrize(
    ("grounds", "possible", "refused"),
    [("a", Act.START_ADJUDICATION, Act.START_MEDIATION), ("b", Act.START_MEDIATION, Act.START_ADJUDICATION)],
)
def test_only_a_dispute_about_an_exemption_goes_without_mediation(grounds: str, possible: Act, refused: Act) -> None:
    assert domain.why_not(Stage.PRELIMINARY, possible, [FIRST], grounds) is None
    assert "PerKI 1/2013" in str(domain.why_not(Stage.PRELIMINARY, refused, [FIRST], grounds))


def test_mediation_is_extended_once_and_counts_on_from_its_end() -> None:
    steps = [FIRST, Step(Act.START_MEDIATION, date(2026, 2, 2)), Step(Act.EXTEND_MEDIATION, date(2026, 2, 10))]
    assert domain.why_not(Stage.MEDIATION, Act.EXTEND_MEDIATION, steps[:2], "b") is None
    assert "satu kali" in str(domain.why_not(Stage.MEDIATION, Act.EXTEND_MEDIATION, steps, "b"))
    ends = {one.term.rule.id: one.term for one in domain.waiting(Stage.MEDIATION, steps, Regime.ORDINARY) if one.term}
    assert ends["D-07.c"].start == ends["D-07.b"].due_on
    assert (len(ends["D-07.b"].counted), len(ends["D-07.c"].counted)) == (14, 7)


def test_a_dispute_falls_only_after_the_applicant_was_absent_twice() -> None:
    absent = Step(Act.NOTE_ABSENCE, FILED, party=Party.APPLICANT)
    office = Step(Act.NOTE_ABSENCE, FILED, party=Party.OFFICE)
    assert domain.why_not(Stage.ADJUDICATION, Act.DISMISS, [FIRST, absent, office], "a") is not None
    assert domain.why_not(Stage.ADJUDICATION, Act.DISMISS, [FIRST, absent, absent], "a") is None


def test_a_ruling_needs_its_number_and_outcome_and_a_day_that_is_past() -> None:
    with pytest.raises(Invalid) as wrong:
        domain.next_stage(Stage.ADJUDICATION, Step(Act.RULE, TODAY + timedelta(days=1)), [FIRST], "a", TODAY)
    assert {fault.pointer for fault in wrong.value.faults} == {"/number", "/outcome", "/on"}
    ruled = _step(Act.RULE, outcome=Outcome.GRANTED)
    assert domain.next_stage(Stage.ADJUDICATION, ruled, [FIRST], "a", TODAY) is Stage.RULED


def test_a_hearing_may_lie_ahead_and_is_shown_until_it_is_past() -> None:
    hearing = Step(Act.SET_HEARING, TODAY + timedelta(days=7))
    assert domain.next_stage(Stage.ADJUDICATION, hearing, [FIRST], "a", TODAY) is Stage.ADJUDICATION
    assert domain.hearings([FIRST, hearing], TODAY) == (hearing,)
    assert domain.hearings([FIRST, hearing], TODAY + timedelta(days=8)) == ()


def test_terms_are_in_the_unit_of_the_law() -> None:
    copy, court = Step(Act.RECEIVE_COPY, date(2026, 3, 2)), Step(Act.RECEIVE_COURT_RULING, date(2026, 3, 2))
    (challenge,) = [one.term for one in domain.waiting(Stage.RULED, [FIRST, copy], Regime.ORDINARY) if one.term]
    (appeal,) = [one.term for one in domain.waiting(Stage.COURT_RULED, [FIRST, court], Regime.ORDINARY) if one.term]
    assert (challenge.rule.id, challenge.rule.unit) == ("R-18", Unit.WORKING_DAYS)
    assert (appeal.rule.id, appeal.rule.unit, appeal.due_on) == ("R-19", Unit.DAYS, date(2026, 3, 16))


def test_an_election_dispute_ends_fourteen_working_days_after_registration() -> None:
    steps = [FIRST, Step(Act.REGISTER, date(2025, 8, 11))]
    (end,) = [one.term for one in domain.waiting(Stage.PRELIMINARY, steps, Regime.ELECTION) if one.term]
    assert (end.rule.id, end.start, len(end.counted)) == ("E-07", date(2025, 8, 11), 14)
