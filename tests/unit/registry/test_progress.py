"""Completeness, repair, extension, withdrawal: until when, and with which words."""

from datetime import date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chassis.errors import Invalid
from contracts.stages import Stage
from services.registry.cases.domain import progress, terms
from services.registry.cases.domain.cases import TRANSITIONS, Act
from services.registry.cases.domain.progress import Ground, Standing, Step, TermPassed
from services.registry.cases.models.cases import Case, standing_of
from statute.regimes import Regime
from tests.table import table

MONDAY = date(2026, 11, 23)
WORDS = "Nama pemberi kuasa belum lengkap."
EXTENSION = Step(Act.EXTEND, "Dokumen masih dicari di arsip.", Ground.NOT_DOCUMENTED)


def _standing(**changes: Any) -> Standing:
    facts: dict[str, Any] = {
        "stage": Stage.VERIFYING,
        "registered_on": MONDAY,
        "due_on": date(2026, 12, 7),
        "extended_due_on": date(2026, 12, 16),
        "repair_until": None,
    }
    return Standing(**(facts | changes))


def test_completeness_is_checked_within_three_working_days_of_entry() -> None:
    assert progress.check_until(MONDAY) == date(2026, 11, 26)
    assert progress.check_until(date(2026, 11, 27)) == date(2026, 12, 2)


def test_an_applicant_has_three_working_days_from_being_told() -> None:
    standing = _standing()
    assert progress.until(Act.DECLARE_INCOMPLETE, standing, MONDAY) == date(2026, 11, 26)


def test_after_three_working_days_a_request_counts_as_complete() -> None:
    step = Step(Act.DECLARE_INCOMPLETE, WORDS)
    progress.check_term(step.act, _standing(), date(2026, 11, 26))
    with pytest.raises(TermPassed, match="dianggap lengkap"):
        progress.check_term(step.act, _standing(), date(2026, 11, 27))


def test_an_extension_is_told_within_the_first_term_and_leads_to_its_last_day() -> None:
    progress.check_term(Act.EXTEND, _standing(), date(2026, 12, 7))
    assert progress.until(Act.EXTEND, _standing(), date(2026, 12, 7)) == date(2026, 12, 16)
    with pytest.raises(TermPassed, match="7 Desember 2026"):
        progress.check_term(Act.EXTEND, _standing(), date(2026, 12, 8))


def test_a_repair_that_comes_late_is_refused() -> None:
    standing = _standing(stage=Stage.INCOMPLETE, repair_until=date(2026, 11, 26))
    progress.check_term(Act.REPAIR, standing, date(2026, 11, 26))
    with pytest.raises(TermPassed):
        progress.check_term(Act.REPAIR, standing, date(2026, 11, 27))


@table(
    ("step", "pointers"),
    [
        (Step(Act.DECLARE_INCOMPLETE), ["/statement"]),
        (Step(Act.EXTEND, "pendek"), ["/statement", "/ground"]),
        (Step(Act.EXTEND, EXTENSION.statement), ["/ground"]),
        (Step(Act.WITHDRAW), ["/statement"]),
        (Step(Act.DECLARE_COMPLETE), []),
        (Step(Act.REPAIR), []),
    ],
)
def test_an_act_brings_its_words(step: Step, pointers: list[str]) -> None:
    faults: list[str] = []
    try:
        progress.check_words(step)
    except Invalid as invalid:
        faults = [fault.pointer for fault in invalid.faults]
    assert faults == pointers


@given(st.sampled_from(Stage), st.sampled_from(Act), st.integers(0, 60), st.sampled_from([None, "32.76"]))
def test_an_act_is_shown_as_possible_exactly_when_it_is(
    stage: Stage, act: Act, later: int, came_from: str | None
) -> None:
    standing = _standing(stage=stage, repair_until=date(2026, 11, 26), came_from=came_from)
    today = MONDAY + timedelta(days=later)
    try:
        progress.check_term(act, standing, today)
        in_term = True
    except TermPassed:
        in_term = False
    has_where_to_go = act is not Act.HAND_BACK or came_from is not None
    possible = stage in TRANSITIONS[act].sources and in_term and has_where_to_go
    assert (progress.obstacle(act, standing, today) is None) is possible


@given(st.dates(date(2023, 1, 1), date(2027, 6, 30)))
def test_the_strict_date_from_receipt_is_never_later_than_the_date_from_completeness(received: date) -> None:
    moment = datetime(received.year, received.month, received.day, 9, tzinfo=ZoneInfo("Asia/Jakarta"))
    complete_on = progress.check_until(received)
    clock = terms.clock(moment, "Asia/Jakarta", Regime.ORDINARY, complete_on)
    assert clock.from_completeness_on is not None
    assert clock.due_on <= clock.from_completeness_on


@table(
    ("act", "stage", "before", "on", "after"),
    [
        (Act.DECLARE_INCOMPLETE, Stage.VERIFYING, None, date(2026, 12, 7), date(2026, 12, 10)),
        (Act.DECLARE_INCOMPLETE, Stage.VERIFYING, None, date(2026, 12, 8), None),  # after the day to answer
        (Act.REPAIR, Stage.INCOMPLETE, date(2026, 12, 11), date(2026, 12, 10), date(2026, 12, 10)),
        (Act.REPAIR, Stage.INCOMPLETE, None, date(2026, 12, 10), None),
        (Act.DECLARE_COMPLETE, Stage.INCOMPLETE, date(2026, 12, 11), date(2026, 12, 10), None),
        (Act.DECLARE_COMPLETE, Stage.VERIFYING, date(2026, 12, 10), date(2026, 12, 11), date(2026, 12, 10)),
    ],
)
def test_a_request_counts_from_its_repair_only_if_it_was_found_incomplete_in_time(
    act: Act, stage: Stage, before: date | None, on: date, after: date | None
) -> None:
    assert progress.complete_from(act, _standing(stage=stage, complete_from=before), on) == after


@given(st.dates(date(2024, 1, 1), date(2027, 6, 30)), st.integers(0, 60))
def test_what_arrives_later_is_repaired_no_earlier_and_in_three_working_days_from_then(told: date, later: int) -> None:
    arrived_on = told + timedelta(later)
    until = progress.repair_until(arrived_on)
    assert until >= progress.repair_until(told)
    assert (
        sum(terms.calendar().is_working(arrived_on + timedelta(n)) for n in range(1, (until - arrived_on).days + 1))
        == 3
    )
    assert terms.calendar().is_working(until)


def test_no_extension_follows_the_strict_term_of_a_request_that_another_office_had_first() -> None:
    case = Case(
        stage="processing", registered_on=date(2026, 12, 1), due_on=date(2026, 12, 15), repair_until=None,
        extended_due_on=date(2026, 12, 24), strict_due_on=date(2026, 12, 7), strict_extended_due_on=date(2026, 12, 16),
    )  # fmt: skip
    standing = standing_of(case)
    assert "7 Desember 2026" in (progress.obstacle(Act.EXTEND, standing, date(2026, 12, 8)) or "")
    assert progress.obstacle(Act.EXTEND, standing, date(2026, 12, 7)) is None
    assert progress.until(Act.EXTEND, standing, date(2026, 12, 7)) == date(2026, 12, 16)
