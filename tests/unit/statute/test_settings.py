"""A reading that no article settles is a dated setting: each day of joint leave follows the one that holds on it."""

from datetime import date, timedelta

import pytest

from statute import settings as module
from statute.book import Certainty
from statute.calendar import by_settings, national
from statute.settings import Setting, checked, joint_leave_settings, setting_on

OFF = Setting(date(2010, 4, 30), "nonworking", "SKB", "G")
WORKED = Setting(date(2026, 3, 20), "working", "Keputusan contoh", "D")
BEFORE, AFTER = date(2026, 3, 18), date(2026, 3, 20)  # two days of joint leave around Idul Fitri


def test_every_setting_names_its_decree_and_a_known_certainty() -> None:
    for setting in joint_leave_settings():
        assert setting.decree
        assert Certainty(setting.certainty)
        assert setting.doubt or setting.certainty == Certainty.READ


def test_the_setting_in_force_is_what_the_calendar_of_every_office_counts_by() -> None:
    assert national() == by_settings(joint_leave_settings())
    assert {setting.value for setting in joint_leave_settings()} == {"nonworking"}
    assert not national().is_working(BEFORE)


def test_a_changed_setting_holds_from_its_day_and_leaves_the_days_before_it() -> None:
    changed = by_settings(checked([WORKED, OFF]))
    assert (changed.is_working(BEFORE), changed.is_working(AFTER)) == (False, True)
    assert not changed.is_working(date(2026, 3, 19)), "a national holiday is no matter of this setting"
    assert setting_on([OFF, WORKED], AFTER - timedelta(days=1)) is OFF
    assert setting_on([OFF, WORKED], date(2010, 4, 29)) is None


@pytest.mark.parametrize("wrong", [[OFF, OFF], [Setting(date(2020, 1, 1), "kadang", "SKB", "G")]])  # type: ignore[arg-type]
def test_a_slip_of_the_editor_is_refused_when_it_is_read(wrong: list[Setting]) -> None:
    with pytest.raises(ValueError, match=r"settings\.yaml"):
        module.checked(wrong)
