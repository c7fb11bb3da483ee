"""Working days: Monday to Friday without national holidays, joint leave, polling days and an office's local holidays.

Source: Perpres 21/2023 Pasal 3 and 6 (five working days, changed by national holidays and nationwide joint leave).
No article says that joint leave (cuti bersama) is not a working day under UU 14/2008; it is the usual reading, and a
dated setting by decree here (`statute.settings`).
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from enum import StrEnum
from functools import cache
from types import MappingProxyType
from typing import Any, get_args

from statute import source
from statute.settings import JointLeave, Setting, joint_leave_settings, setting_on

_WEEKDAYS = ("Senin", "Selasa", "Rabu", "Kamis", "Jumat", "Sabtu", "Minggu")
_MONTHS = (
    "Januari", "Februari", "Maret", "April", "Mei", "Juni",
    "Juli", "Agustus", "September", "Oktober", "November", "Desember",
)  # fmt: skip
_DAY = timedelta(days=1)
_SATURDAY = 5


def long_date(on: date) -> str:
    """Return a date as an Indonesian reader writes it, for example `Jumat, 13 Maret 2026`."""
    return f"{_WEEKDAYS[on.weekday()]}, {on.day} {_MONTHS[on.month - 1]} {on.year}"


class Kind(StrEnum):
    """Why a weekday is off."""

    NATIONAL = "national"
    JOINT_LEAVE = "joint_leave"
    ELECTION_DAY = "election_day"
    LOCAL = "local"


@dataclass(frozen=True, slots=True)
class DayOff:
    """One day off by decree. `provisional` means the decree itself says the date may still move."""

    on: date
    kind: Kind
    name: str
    decree: str
    provisional: bool = False


@dataclass(frozen=True, slots=True)
class Calendar:
    """The days off an office observes, and the years for which an official list stands behind them."""

    days_off: Mapping[date, DayOff] = field(hash=False, repr=False)
    official_years: frozenset[int]

    def adding(self, *days: DayOff) -> "Calendar":
        """Return this calendar with more days off, for example an office's local holidays.

        A day that is already off keeps its first reason.
        """
        return replace(self, days_off=MappingProxyType({day.on: day for day in days} | dict(self.days_off)))

    def is_working(self, on: date) -> bool:
        """Say whether an office works on this day."""
        return on.weekday() < _SATURDAY and on not in self.days_off

    def why_off(self, on: date) -> str | None:
        """Return in Indonesian why nobody works on this day, without the decree; None for a working day."""
        names = [_WEEKDAYS[on.weekday()]] if on.weekday() >= _SATURDAY else []
        if day := self.days_off.get(on):
            names.append(day.name)
        return ", ".join(names) or None

    def decree(self, on: date) -> str | None:
        """Return the decree that makes this day a day off; None for a working day or a plain weekend."""
        day = self.days_off.get(on)
        return day.decree if day else None

    def next_working_day(self, after: date) -> date:
        """Return the first working day strictly after a date."""
        on = after + _DAY
        while not self.is_working(on):
            on += _DAY
        return on

    def add_working_days(self, start: date, count: int) -> date:
        """Return the `count`-th working day after `start`; `start` itself is day 0, whatever day it is.

        Raises ValueError when `count` is below 1.
        """
        if count < 1:
            raise ValueError(f"count of working days must be 1 or more, not {count}")
        on = start
        for _ in range(count):
            on = self.next_working_day(on)
        return on

    def working_days_between(self, start: date, end: date) -> int:
        """Return the number of working days in (start, end]; negative when `end` lies before `start`."""
        if end < start:
            return -self.working_days_between(end, start)
        return sum(self.is_working(start + _DAY * n) for n in range(1, (end - start).days + 1))

    def warnings(self, first: date, last: date) -> tuple[str, ...]:
        """Return in Indonesian why a count from `first` to `last` is not yet certain; empty when it is."""
        missing = (
            f"Kalender libur resmi tahun {year} belum ada dalam sistem: hanya Sabtu dan Minggu yang dilewati, "
            "sehingga tanggal ini sementara."
            for year in range(first.year, last.year + 1)
            if year not in self.official_years
        )
        moving = (
            f"{day.name} ({long_date(on)}) masih dapat bergeser menurut {day.decree}."
            for on, day in sorted((on, day) for on, day in self.days_off.items() if day.provisional)
            if first <= on <= last
        )
        return (*missing, *moving)


@cache
def national(joint_leave: JointLeave | None = None) -> Calendar:
    """Return the calendar every office shares: joint leave as the settings say, or all of it as said here.

    Raises ValueError for a reading that is none.
    """
    if joint_leave is None:
        return by_settings(joint_leave_settings())
    if joint_leave not in get_args(JointLeave):
        raise ValueError(f"joint leave is one of {get_args(JointLeave)}, not {joint_leave!r}")
    return by_settings((Setting(date.min, joint_leave, "", "D"),))


def by_settings(settings: Sequence[Setting]) -> Calendar:
    """Return the shared calendar with each day of joint leave off or not, by the setting that holds on that day."""
    years = {int(name.removesuffix(".yaml")): source.read("holidays", name) for name in source.names("holidays")}
    days = [day for year, sheet in years.items() for day in _days_off(year, sheet)]
    off = {day.on: day for day in days if day.kind is not Kind.JOINT_LEAVE or _leave_is_off(settings, day.on)}
    return Calendar(MappingProxyType(off), frozenset(years))


def _leave_is_off(settings: Sequence[Setting], on: date) -> bool:
    """Whether nobody works on a day of joint leave: so it is unless a setting says otherwise."""
    holding = setting_on(settings, on)
    return holding is None or holding.value == "nonworking"


def _days_off(year: int, sheet: Mapping[str, Any]) -> list[DayOff]:
    """Read one year's sheet; a wrong year or a day named twice is a slip of the editor and raises ValueError."""
    days = [
        DayOff(
            on=row["date"],
            kind=Kind(row["kind"]),
            name=row["name"],
            decree=row.get("decree", sheet["decree"]),
            provisional=row.get("status", sheet["status"]) == "official_provisional",
        )
        for row in sheet["days"]
    ]
    if sheet["year"] != year or any(day.on.year != year for day in days) or len({d.on for d in days}) != len(days):
        raise ValueError(f"holidays/{year}.yaml: every day must lie in {year} and stand there once")
    return days
