"""A reading that no article settles is a dated setting: each day of joint leave follows the one that holds on it."""

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from statute import deadlines
from statute import settings as module
from statute.book import Certainty
from statute.calendar import by_settings, national
from statute.regimes import Regime
from statute.settings import CLOSES, Setting, checked, joint_leave_settings, receipt_settings, setting_on
from tests.table import table

OFF = Setting(date(2010, 4, 30), "nonworking", "SKB", "G")
WORKED = Setting(date(2026, 3, 20), "working", "Keputusan contoh", "D")
BEFORE, AFTER = date(2026, 3, 18), date(2026, 3, 20)  # two days of joint leave around Idul Fitri


def test_every_setting_names_its_decree_and_a_known_certainty() -> None:
    for setting in (*joint_leave_settings(), *receipt_settings()):
        assert setting.decree
        assert Certainty(setting.certainty)
        assert setting.doubt or setting.certainty == Certainty.READ


def test_the_setting_in_force_is_what_the_calendar_of_every_office_counts_by() -> None:
    assert national() == by_settings(joint_leave_settings())
    assert {setting.value for setting in joint_leave_settings()} == {"nonworking"}
    assert not national().is_working(BEFORE)


def test_a_changed_setting_holds_from_its_day_and_leaves_the_days_before_it() -> None:
    changed = by_settings(checked([WORKED, OFF], ("nonworking", "working")))
    assert (changed.is_working(BEFORE), changed.is_working(AFTER)) == (False, True)
    assert not changed.is_working(date(2026, 3, 19)), "a national holiday is no matter of this setting"
    assert setting_on([OFF, WORKED], AFTER - timedelta(days=1)) is OFF
    assert setting_on([OFF, WORKED], date(2010, 4, 29)) is None


@table("wrong", [[OFF, OFF], [Setting(date(2020, 1, 1), "kadang", "SKB", "G")]])  # type: ignore[arg-type]
def test_a_slip_of_the_editor_is_refused_when_it_is_read(wrong: list[Setting]) -> None:
    with pytest.raises(ValueError, match=r"settings\.yaml"):
        module.checked(wrong, ("nonworking", "working"))


NEXT = Setting(date(2026, 1, 1), "next_working_day", "SK contoh", "D", offices=frozenset({"32.76"}))
SATURDAY = "2026-03-14T10:00"


@pytest.fixture
def by_decree(monkeypatch: pytest.MonkeyPatch) -> None:
    """One office counts from its next working day what comes after hours."""
    monkeypatch.setattr(deadlines, "receipt_settings", lambda: (*receipt_settings(), NEXT))


def _due(said: str, office: str = "32.76", zone: str = "Asia/Jakarta") -> deadlines.Deadline:
    received_at = datetime.fromisoformat(said).replace(tzinfo=ZoneInfo(zone))
    calendar = national()
    from_next = deadlines.after_hours(received_at, zone, office, calendar)
    return deadlines.deadline(received_at, zone, Regime.ORDINARY, calendar, from_next=from_next)


def test_without_a_decree_the_day_of_receipt_is_day_0_whatever_the_hour() -> None:
    assert {setting.value for setting in receipt_settings()} == {"same_day"}
    assert _due("2026-03-13T23:00").due_on == _due("2026-03-13T09:00").due_on
    assert _due(SATURDAY).due_on == _due("2026-03-13T09:00").due_on


@pytest.mark.usefixtures("by_decree")
def test_by_decree_the_next_working_day_stands_for_the_day_of_receipt_and_says_so() -> None:
    monday = date(2026, 3, 16)
    counted = _due(SATURDAY)
    assert counted.due_on == _due("2026-03-16T09:00").due_on
    (stands_in,) = [day for day in counted.answer.days if day.on == monday]
    assert (stands_in.ordinal, stands_in.decree) == (None, "SK contoh")
    assert "di luar jam kerja" in (stands_in.why or "")
    assert counted.objection_answer_due_on == _due("2026-03-16T09:00").objection_answer_due_on
    assert counted.extended_due_on == _due("2026-03-16T09:00").extended_due_on


@pytest.mark.usefixtures("by_decree")
def test_the_hour_is_that_of_the_office_and_the_decree_of_one_office_binds_no_other() -> None:
    assert _due("2026-03-13T15:59").due_on == _due("2026-03-13T08:00").due_on
    assert _due(f"2026-03-13T{CLOSES:%H:%M}").due_on == _due("2026-03-16T08:00").due_on
    assert _due(SATURDAY, office="32").due_on == _due("2026-03-13T09:00", office="32").due_on
    assert _due("2025-12-20T10:00").due_on == _due("2025-12-19T10:00").due_on, "before the decree's first day"
