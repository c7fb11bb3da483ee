"""Working days and why a day is not one."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from statute.calendar import DayOff, Kind, long_date, national

DATES = st.dates(date(2023, 1, 1), date(2027, 12, 31))


def test_joint_leave_is_a_day_off_unless_it_is_asked_to_count() -> None:
    joint_leave = date(2026, 3, 18)

    assert not national().is_working(joint_leave)
    assert national("working").is_working(joint_leave)


def test_a_national_holiday_and_a_polling_day_are_off_either_way() -> None:
    for off in (date(2026, 3, 19), date(2024, 2, 14), date(2024, 11, 27)):
        assert not national().is_working(off)
        assert not national("working").is_working(off)


def test_a_day_off_tells_its_name_and_decree() -> None:
    assert national().why_off(date(2024, 11, 27)) == "Hari Pemilihan Kepala Daerah"
    assert national().decree(date(2024, 11, 27)) == "Keppres 33/2024 (21 Nov 2024)"


def test_a_plain_weekend_has_a_name_and_no_decree() -> None:
    assert national().why_off(date(2026, 3, 14)) == "Sabtu"
    assert national().why_off(date(2026, 3, 15)) == "Minggu"
    assert national().decree(date(2026, 3, 14)) is None


def test_a_holiday_on_a_weekend_tells_both() -> None:
    assert national().why_off(date(2026, 3, 21)) == "Sabtu, Hari Raya Idul Fitri"


def test_a_working_day_has_no_reason_to_be_off() -> None:
    assert national().why_off(date(2026, 3, 16)) is None
    assert national().decree(date(2026, 3, 16)) is None


def test_the_next_working_day_after_idulfitri_2026_lies_a_week_away() -> None:
    assert national().next_working_day(date(2026, 3, 17)) == date(2026, 3, 25)


def test_counting_less_than_one_working_day_is_refused() -> None:
    with pytest.raises(ValueError, match="1 or more"):
        national().add_working_days(date(2026, 3, 13), 0)


def test_a_local_holiday_changes_only_the_calendar_it_was_added_to() -> None:
    monday = date(2026, 4, 27)
    local = national().adding(DayOff(monday, Kind.LOCAL, "Hari Jadi Kota Depok", "SK Wali Kota"))

    assert not local.is_working(monday)
    assert local.why_off(monday) == "Hari Jadi Kota Depok"
    assert national().is_working(monday)


def test_a_day_already_off_keeps_its_national_reason() -> None:
    nyepi = date(2026, 3, 19)
    local = national().adding(DayOff(nyepi, Kind.LOCAL, "Libur lokal", "Pergub"))

    assert local.why_off(nyepi) == "Hari Suci Nyepi"


def test_the_shared_calendar_cannot_be_changed() -> None:
    with pytest.raises(TypeError):
        national().days_off[date(2026, 3, 16)] = None  # type: ignore[index]


def test_equal_calendars_are_equal_values() -> None:
    assert national() == national("nonworking")
    assert hash(national()) == hash(national("nonworking"))
    assert national() != national("working")


def test_an_unknown_reading_of_joint_leave_is_refused() -> None:
    with pytest.raises(ValueError, match="perhaps"):
        national("perhaps")


@given(DATES, st.integers(1, 120))
def test_working_days_between_undoes_adding_them(start: date, count: int) -> None:
    end = national().add_working_days(start, count)

    assert national().working_days_between(start, end) == count
    assert national().working_days_between(end, start) == -count


@given(DATES)
def test_a_day_is_off_exactly_when_it_has_a_reason(on: date) -> None:
    assert national().is_working(on) is (national().why_off(on) is None)


def test_the_years_with_an_official_list_are_known() -> None:
    assert national().official_years == {2023, 2024, 2025, 2026, 2027}


def test_a_year_without_an_official_list_is_said() -> None:
    warnings = national().warnings(date(2027, 12, 20), date(2028, 1, 10))

    assert len(warnings) == 1
    assert "2028" in warnings[0]


def test_a_holiday_that_may_still_move_is_said() -> None:
    warnings = national().warnings(date(2027, 5, 10), date(2027, 5, 20))

    assert len(warnings) == 1
    assert "Hari Raya Idul Adha" in warnings[0]
    assert "SKB 1205/2026" in warnings[0]


@given(DATES.filter(lambda on: on.year < 2027))
def test_settled_years_carry_no_warning(on: date) -> None:
    assert national().warnings(on, min(on + timedelta(days=60), date(2026, 12, 31))) == ()


def test_a_date_is_written_the_indonesian_way() -> None:
    assert long_date(date(2026, 3, 13)) == "Jumat, 13 Maret 2026"
    assert long_date(date(2026, 8, 2)) == "Minggu, 2 Agustus 2026"
