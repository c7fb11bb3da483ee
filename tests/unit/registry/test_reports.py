"""The figures of an annual report, counted apart from the code; when it may be written and issued."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chassis.errors import Invalid
from services.registry.reports import domain as report_domain
from services.registry.reports.domain import Group, NotEnded
from statute import report as law
from statute.calendar import national
from tests.table import table

TODAY = date(2025, 12, 1)
DAYS = st.dates(date(2025, 1, 1), date(2025, 11, 30))
ANSWERS = ("granted", "partly_granted", "refused", "not_held")


@st.composite
def groups(draw: st.DrawFn) -> Group:
    received_on, old = draw(DAYS), draw(st.booleans())
    answered = draw(st.booleans())
    took = timedelta(draw(st.integers(0, 40)))
    outcome = draw(st.sampled_from(ANSWERS)) if answered else draw(st.sampled_from(("processing", "open", "split")))
    due_on = None if old else received_on + timedelta(14)
    return Group(outcome, received_on, received_on + took if answered else None, due_on, old, draw(st.integers(1, 5)))


@given(st.lists(groups(), max_size=12))
def test_what_is_counted_by_group_is_what_single_requests_add_up_to(found: list[Group]) -> None:
    single = [one for one in found for _ in range(one.many) if one.outcome != "split"]
    told = report_domain.requests(found, TODAY)
    answered = [one for one in single if one.answered_on]
    timed = [one for one in answered if one.due_on]
    assert told["received"] == len(single) == sum(told["by_outcome"].values())
    assert told["old"] == sum(one.old for one in single)
    assert told["open"] == len(single) - len(answered)
    silent = [one for one in single if one.outcome == "processing" and one.due_on and one.due_on < TODAY]
    assert (told["answered"], told["unanswered"]) == (len(answered), len(silent))
    assert told["on_time"] + told["late"] == len(timed) + len(silent)
    assert told["late"] - len(silent) == sum(one.answered_on > one.due_on for one in timed)  # type: ignore[operator]
    days = [
        sum(national().is_working(one.received_on + timedelta(n)) for n in range(1, _span(one) + 1)) for one in answered
    ]
    assert told["average_days"] == (round(sum(days) / len(days), 1) if days else None)
    assert told["longest_days"] == max(days, default=None)


@table(
    ("outcome", "answered_on", "due_on", "late"),
    [
        ("granted", date(2025, 1, 17), date(2025, 1, 17), False),
        ("granted", date(2025, 1, 20), date(2025, 1, 17), True),
        ("processing", None, TODAY, False),
        ("processing", None, TODAY - timedelta(1), True),
        ("withdrawn", None, TODAY - timedelta(1), False),
        ("open", None, None, False),
    ],
)
def test_a_request_is_late_once_its_day_has_passed_answered_or_not(
    outcome: str, answered_on: date | None, due_on: date | None, late: bool
) -> None:
    group = Group(outcome, date(2025, 1, 3), answered_on, due_on, False, number="1/PPID-P/32/I/2025")
    assert group.is_late(TODAY) is late
    (told,) = report_domain.times([group], TODAY)
    assert (told["number"], told["days"], told["late"]) == (group.number, group.days, late)


def _span(one: Group) -> int:
    assert one.answered_on is not None
    return (one.answered_on - one.received_on).days


def test_a_report_is_due_three_months_after_its_year() -> None:
    term = law.term(2025)
    assert (term.due_on, term.rule.id, term.rule.article) == (date(2026, 3, 31), "R-20", "PerKI 1/2021 Pasal 56")


def test_a_year_that_has_not_ended_has_no_report() -> None:
    with pytest.raises(NotEnded):
        report_domain.check_year(2026, date(2026, 12, 31))
    report_domain.check_year(2026, date(2027, 1, 1))
    with pytest.raises(Invalid):
        report_domain.check_year(2020, date(2026, 1, 1))


def test_a_report_is_issued_only_with_every_part_that_the_office_must_write() -> None:
    words = {part.code: "Ada." for part in law.parts() if part.required}
    report_domain.check_issue(words)
    with pytest.raises(Invalid) as missing:
        report_domain.check_issue(words | {"budget": ""})
    assert [fault.pointer for fault in missing.value.faults] == ["/words/budget"]


def test_the_parts_are_those_of_the_article_in_their_order() -> None:
    assert [part.code for part in law.parts()] == [
        "policy", "facilities", "staff", "budget", "service", "disputes", "internal", "external", "follow_up",
    ]  # fmt: skip
