"""The clock as a picture: what is spent, what is left, which days stand where."""

from datetime import date, timedelta
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from gateway.backends.shapes.registry import Day, Deadline
from gateway.portal import clock, dates, public
from gateway.portal.clock import Mark
from tests.integration.gateway.notices import deadline
from tests.table import table

RECEIVED = date(2026, 11, 20)


def plain(received: date, flags: list[bool]) -> Deadline:
    """A count in which each following day counts or does not; the last one counts."""
    days: list[Day] = []
    for place, counts in enumerate([*flags, True], start=1):
        ordinal = 1 + sum(day["ordinal"] is not None for day in days) if counts else None
        on = (received + timedelta(place)).isoformat()
        days.append({"on": on, "ordinal": ordinal, "why": None if counts else "Libur", "decree": None})
    return deadline(days=days, due_on=days[-1]["on"])  # type: ignore[return-value]  # a plain dict of that shape


@table(
    ("today", "spent", "left", "state"),
    [
        (date(2026, 11, 20), 0, 10, "running"),
        (date(2026, 11, 22), 0, 10, "running"),
        (date(2026, 11, 23), 1, 9, "running"),
        (date(2026, 12, 3), 8, 2, "soon"),
        (date(2026, 12, 7), 10, 0, "soon"),
        (date(2026, 12, 8), 10, -1, "late"),
        (date(2026, 12, 13), 10, -4, "late"),
    ],
)
def test_the_clock_counts_working_days_only_and_says_how_many_it_is_late(
    today: date, spent: int, left: int, state: str
) -> None:
    shown = clock.clock(deadline(), today, stopped=False)  # type: ignore[arg-type]
    assert (shown.total, shown.spent, shown.left, shown.state) == (10, spent, left, state)


def test_a_decided_case_is_never_late() -> None:
    assert clock.clock(deadline(), date(2027, 1, 1), stopped=True).state == "stopped"  # type: ignore[arg-type]


def test_the_calendar_marks_receipt_counted_skipped_and_last_day() -> None:
    cells = [
        cell
        for month in clock.months(deadline(), RECEIVED, date(2026, 11, 24))  # type: ignore[arg-type]
        for week in month.weeks
        for cell in week
        if cell
    ]
    marks = {cell.on: cell.mark for cell in cells}
    assert marks[RECEIVED] is Mark.RECEIVED
    assert marks[date(2026, 11, 21)] is Mark.SKIPPED
    assert marks[date(2026, 11, 25)] is Mark.SKIPPED
    assert marks[date(2026, 11, 26)] is Mark.COUNTED
    assert marks[date(2026, 12, 7)] is Mark.DUE
    assert marks[date(2026, 11, 19)] is Mark.OUT
    assert [cell.on for cell in cells if cell.today] == [date(2026, 11, 24)]


def test_a_holiday_is_told_with_its_decree_and_weekends_are_not() -> None:
    assert clock.reasons(deadline()) == [([date(2026, 11, 25)], "Hari Contoh", "SKB 3 Menteri")]  # type: ignore[arg-type]


@given(st.dates(date(2020, 1, 1), date(2030, 12, 31)), st.lists(st.booleans(), max_size=60))
def test_every_day_of_the_count_stands_in_the_calendar_once(received: date, flags: list[bool]) -> None:
    counted = plain(received, flags)
    cells = [
        cell.on
        for month in clock.months(counted, received, received)
        for week in month.weeks
        for cell in week
        if cell and cell.mark is not Mark.OUT
    ]
    assert cells == [received, *(date.fromisoformat(day["on"]) for day in counted["days"])]


@given(st.dates(date(2020, 1, 1), date(2030, 12, 31)), st.lists(st.booleans(), max_size=40), st.integers(0, 60))
def test_what_is_spent_and_what_is_left_make_the_whole(received: date, flags: list[bool], later: int) -> None:
    shown = clock.clock(plain(received, flags), received + timedelta(later), stopped=False)
    assert 0 <= shown.spent <= shown.total
    assert shown.spent + max(shown.left, 0) == shown.total
    assert (shown.state == "late") is (received + timedelta(later) > shown.due_on)


@table(
    ("zone", "day", "said"),
    [
        ("Asia/Jakarta", 23, "Sen, 23 Nov 2026 pukul 23.30 WIB"),
        ("Asia/Makassar", 24, "Sel, 24 Nov 2026 pukul 00.30 WITA"),
        ("Asia/Jayapura", 24, "Sel, 24 Nov 2026 pukul 01.30 WIT"),
    ],
)
def test_a_moment_is_told_by_the_offices_own_clock(zone: str, day: int, said: str) -> None:
    assert dates.short_moment("2026-11-23T16:30:00+00:00", zone, "id") == said
    assert dates.as_day("2026-11-23T16:30:00+00:00", zone) == date(2026, 11, day)


def test_a_date_needs_no_zone() -> None:
    assert dates.as_day("2026-11-23", "Asia/Jayapura") == date(2026, 11, 23)
    assert dates.short_day(date(2026, 11, 23), "id") == "Sen, 23 Nov 2026"
    assert dates.long_day(date(2026, 11, 23), "en") == "Monday, 23 November 2026"


def test_an_answer_after_an_extension_stays_measured_by_the_longer_term() -> None:
    more = [{"on": "2026-12-08", "ordinal": 1, "why": None, "decree": None}]
    counted = deadline(extended_due_on="2026-12-08", extension_days=more)
    tracking: Any = {"deadline": counted, "state": "granted", "steps": [{"kind": "extended"}, {"kind": "granted"}]}
    assert public.binding_of(tracking)["due_on"] == "2026-12-08"
    assert public.binding_of(tracking | {"steps": [{"kind": "granted"}]})["due_on"] != "2026-12-08"
