"""Deadlines: how they count, what they explain, and what never changes about them."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

import pytest
from hypothesis import given
from hypothesis import strategies as st

from statute.book import Purpose, UnknownRuleError, rule_about, rule_for
from statute.calendar import Calendar, DayOff, Kind, national
from statute.deadlines import Deadline, count, deadline
from statute.regimes import Regime
from tests.table import table

ZONES = ("Asia/Jakarta", "Asia/Makassar", "Asia/Jayapura")
DATES = st.dates(date(2023, 1, 1), date(2027, 8, 31))
REGIMES = st.sampled_from(list(Regime))


def received(on: date, regime: Regime = Regime.ORDINARY, calendar: Calendar | None = None) -> Deadline:
    noon = datetime.combine(on, time(12), tzinfo=ZoneInfo("Asia/Jakarta"))
    return deadline(noon, "Asia/Jakarta", regime, calendar or national())


def test_ten_working_days_over_nyepi_and_idulfitri_2026() -> None:
    result = received(date(2026, 3, 13))

    assert result.due_on == date(2026, 4, 6)
    assert result.extended_due_on == date(2026, 4, 15)
    assert result.objection_answer_due_on == date(2026, 5, 5)


def test_joint_leave_as_working_days_brings_the_date_forward() -> None:
    assert received(date(2026, 3, 13), calendar=national("working")).due_on == date(2026, 3, 30)


def test_the_election_regime_counts_three_two_and_three() -> None:
    result = received(date(2024, 11, 22), Regime.ELECTION)

    assert result.due_on == date(2024, 11, 28)
    assert result.extended_due_on == date(2024, 12, 2)
    assert result.objection_answer_due_on == date(2024, 11, 28)
    assert [rule.id for rule in result.rules] == ["E-01", "E-02", "E-05"]


def test_where_sources_disagree_on_the_unit_the_earlier_date_alarms() -> None:
    court = count(rule_for(Regime.ORDINARY, "R-18", date(2026, 3, 2)), date(2026, 3, 2), national())
    assert (court.due_on, court.sooner_on, court.alarm_on) == (date(2026, 3, 27), date(2026, 3, 16), date(2026, 3, 16))
    friday = count(rule_for(Regime.ELECTION, "E-05", date(2026, 11, 20)), date(2026, 11, 20), national())
    assert (friday.due_on, friday.alarm_on) == (date(2026, 11, 25), date(2026, 11, 23))
    monday = count(rule_for(Regime.ELECTION, "E-05", date(2026, 11, 23)), date(2026, 11, 23), national())
    assert (monday.sooner_on, monday.alarm_on) == (None, monday.due_on), "both readings end on Thursday"


@table("day", [date(2026, 1, 16), date(2026, 1, 17), date(2026, 1, 18)])
def test_a_receipt_on_a_holiday_saturday_or_sunday_is_day_zero(day: date) -> None:
    result = received(day)

    assert result.received_on == day
    assert result.days[-1].ordinal == 10
    assert result.due_on == date(2026, 1, 30)


@table("zone", ZONES)
def test_midnight_of_the_office_divides_the_days(zone: str) -> None:
    midnight = datetime(2024, 8, 28, tzinfo=ZoneInfo(zone))
    before, after = midnight - timedelta(seconds=1), midnight

    assert deadline(before.astimezone(UTC), zone, Regime.ELECTION, national()).received_on == date(2024, 8, 27)
    assert deadline(before.astimezone(UTC), zone, Regime.ELECTION, national()).due_on == date(2024, 8, 30)
    assert deadline(after.astimezone(UTC), zone, Regime.ELECTION, national()).received_on == date(2024, 8, 28)
    assert deadline(after.astimezone(UTC), zone, Regime.ELECTION, national()).due_on == date(2024, 9, 2)


def test_one_instant_may_fall_on_two_days_by_zone() -> None:
    instant = datetime(2026, 6, 10, 15, 30, tzinfo=UTC)  # 22.30 WIB, 23.30 WITA, 00.30 WIT the next day

    dues = [deadline(instant, zone, Regime.ORDINARY, national()).due_on for zone in ZONES]

    assert dues == [date(2026, 6, 25), date(2026, 6, 25), date(2026, 6, 26)]


@table(("zone", "utc"), [("Asia/Jakarta", 16), ("Asia/Makassar", 15), ("Asia/Jayapura", 14)])
def test_the_last_day_ends_at_its_last_second_in_the_zone_of_the_office(zone: str, utc: int) -> None:
    result = deadline(datetime(2026, 6, 10, 3, tzinfo=UTC), zone, Regime.ORDINARY, national())

    assert result.due_at == datetime(2026, 6, 25, utc, 59, 59, tzinfo=UTC)
    assert result.due_at.utcoffset() == result.received_at.utcoffset()
    assert result.extended_due_at.astimezone(UTC).hour == utc
    assert result.objection_answer_due_at.date() == result.objection_answer_due_on


def test_every_skipped_day_says_why_and_by_which_decree() -> None:
    skipped = {day.on: day for day in received(date(2026, 3, 13)).skipped}

    assert skipped[date(2026, 3, 14)].why == "Sabtu"
    assert skipped[date(2026, 3, 14)].decree is None
    assert skipped[date(2026, 3, 18)].why == "Cuti Bersama Hari Suci Nyepi"
    assert skipped[date(2026, 3, 18)].decree == "SKB 1497/2025, 2/2025, 5/2025 (19 Sep 2025)"
    assert all(day.why for day in skipped.values())


@given(DATES, REGIMES)
def test_the_days_run_without_a_gap_from_receipt_to_due(on: date, regime: Regime) -> None:
    result = received(on, regime)

    assert [day.on for day in result.days] == [on + timedelta(days=n + 1) for n in range(len(result.days))]
    assert result.days[-1].on == result.due_on
    assert [day.ordinal for day in result.answer.counted] == list(range(1, result.answer.rule.value + 1))
    assert {day.on for day in result.skipped} | {day.on for day in result.answer.counted} == {d.on for d in result.days}


@given(DATES, REGIMES)
def test_a_due_date_is_a_working_day_with_exactly_its_working_days_before_it(on: date, regime: Regime) -> None:
    result = received(on, regime)

    for term in (result.answer, result.extension, result.objection):
        assert national().is_working(term.due_on)
        assert national().working_days_between(term.start, term.due_on) == term.rule.value
    assert result.extension.start == result.due_on


@given(DATES, st.integers(0, 40), REGIMES)
def test_a_later_receipt_is_never_due_earlier(on: date, later: int, regime: Regime) -> None:
    first, second = received(on, regime), received(on + timedelta(days=later), regime)

    assert first.due_on <= second.due_on
    assert first.extended_due_on <= second.extended_due_on
    assert first.objection_answer_due_on <= second.objection_answer_due_on


@given(DATES, st.integers(-3, 60), REGIMES)
def test_one_more_holiday_never_brings_a_date_forward(on: date, away: int, regime: Regime) -> None:
    holiday = DayOff(on + timedelta(days=away), Kind.LOCAL, "Libur lokal", "SK")
    before, after = received(on, regime), received(on, regime, national().adding(holiday))

    assert before.due_on <= after.due_on
    assert before.extended_due_on <= after.extended_due_on
    assert before.objection_answer_due_on <= after.objection_answer_due_on


@given(DATES, st.times(), st.sampled_from(ZONES), st.sampled_from(ZONES))
def test_the_zone_an_instant_is_written_in_does_not_matter(on: date, at: time, written: str, office: str) -> None:
    instant = datetime.combine(on, at, tzinfo=ZoneInfo(written))

    here = deadline(instant, office, Regime.ORDINARY, national())
    there = deadline(instant.astimezone(UTC), office, Regime.ORDINARY, national())

    assert here.due_at == there.due_at
    assert here.received_on == instant.astimezone(ZoneInfo(office)).date()


def test_the_basis_names_every_article_with_its_rule_and_grade() -> None:
    assert received(date(2026, 3, 13)).basis == (
        "UU 14/2008 Pasal 22 ayat (7) (R-07, Q); UU 14/2008 Pasal 22 ayat (8) (R-08, S2); "
        "UU 14/2008 Pasal 36 ayat (2) (R-15, S2)"
    )


def test_completeness_stands_beside_the_strict_date_and_does_not_move_it() -> None:
    noon = datetime(2026, 6, 2, 12, tzinfo=ZoneInfo("Asia/Jakarta"))

    result = deadline(noon, "Asia/Jakarta", Regime.ORDINARY, national(), complete_on=date(2026, 6, 4))

    assert result.due_on == date(2026, 6, 17)
    assert result.from_completeness is not None
    assert result.from_completeness.due_on == date(2026, 6, 19)


def test_without_a_day_of_completeness_only_the_strict_date_stands() -> None:
    assert received(date(2026, 6, 2)).from_completeness is None


def test_completeness_before_receipt_is_refused() -> None:
    noon = datetime(2026, 6, 2, 12, tzinfo=UTC)

    with pytest.raises(ValueError, match="before the receipt"):
        deadline(noon, "Asia/Jakarta", Regime.ORDINARY, national(), complete_on=date(2026, 6, 1))


def test_a_naive_receipt_is_refused() -> None:
    with pytest.raises(ValueError, match="time zone"):
        deadline(datetime(2026, 6, 2, 12), "Asia/Jakarta", Regime.ORDINARY, national())  # noqa: DTZ001


def test_an_unknown_zone_is_refused() -> None:
    with pytest.raises(ZoneInfoNotFoundError):
        deadline(datetime(2026, 6, 2, tzinfo=UTC), "Asia/Depok", Regime.ORDINARY, national())


def test_a_receipt_before_the_law_is_refused() -> None:
    with pytest.raises(UnknownRuleError):
        received(date(2010, 4, 29))
    with pytest.raises(UnknownRuleError):
        received(date(2019, 2, 27), Regime.ELECTION)


@table(
    ("today", "left"),
    [
        (date(2026, 3, 13), 10),
        (date(2026, 3, 25), 7),
        (date(2026, 4, 2), 1),
        (date(2026, 4, 6), 0),
        (date(2026, 4, 7), -1),
    ],
)
def test_working_days_left_reach_zero_on_the_last_day(today: date, left: int) -> None:
    assert received(date(2026, 3, 13)).working_days_left(today) == left


def test_a_settled_year_is_not_provisional() -> None:
    result = received(date(2026, 3, 13))

    assert not result.provisional
    assert result.warnings == ()


def test_a_count_into_a_year_without_a_calendar_is_provisional() -> None:
    result = received(date(2027, 12, 22))

    assert result.provisional
    assert result.answer.provisional
    assert len(result.warnings) == 1
    assert "2028" in result.warnings[0]


def test_only_the_terms_that_reach_the_unknown_year_are_provisional() -> None:
    result = received(date(2027, 12, 1))

    assert not result.answer.provisional
    assert result.objection.provisional
    assert result.provisional


def test_a_count_over_a_holiday_that_may_move_is_provisional() -> None:
    assert received(date(2027, 5, 12)).answer.provisional


def test_cassation_counts_calendar_days() -> None:
    term = count(rule_for(Regime.ORDINARY, "R-19", date(2026, 6, 1)), date(2026, 6, 1), national())

    assert term.due_on == date(2026, 6, 15)
    assert term.skipped == ()


def test_cassation_ending_on_a_day_off_moves_to_the_next_working_day() -> None:
    term = count(rule_for(Regime.ORDINARY, "R-19", date(2026, 8, 1)), date(2026, 8, 1), national())

    assert term.due_on == date(2026, 8, 18)
    assert [day.on.day for day in term.skipped] == [15, 16, 17]
    assert term.days[-1].ordinal == 14


@table(
    ("purpose", "start", "due_on"),
    [
        (Purpose.ANNUAL_REPORT, date(2025, 12, 31), date(2026, 3, 31)),
        (Purpose.PERIODIC_RENEWAL, date(2026, 8, 31), date(2027, 2, 28)),
        (Purpose.PERIODIC_RENEWAL, date(2026, 6, 15), date(2026, 12, 15)),
    ],
)
def test_a_term_in_months_ends_on_the_same_day_or_the_last_of_the_month(
    purpose: Purpose, start: date, due_on: date
) -> None:
    term = count(rule_about(Regime.ORDINARY, purpose, start), start, national())

    assert term.due_on == due_on
    assert term.days == ()
    assert not term.provisional
