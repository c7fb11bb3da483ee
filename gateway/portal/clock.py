"""The statutory clock as a picture: a bar of working days, and a calendar of the days that count and those that do not.

It draws what the services counted; only how late something is today is counted here.
"""

from calendar import Calendar
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from itertools import groupby

from gateway.backends.shapes.registry import Case, Day, Deadline, Term
from statute.calendar import national

WEEKEND = ("Sabtu", "Minggu")  # why such a day is off goes without saying
SOON = 2  # working days left from which the clock is shown as urgent


class Mark(StrEnum):
    """What a day of the calendar is to the count."""

    OUT = "out"
    RECEIVED = "received"
    COUNTED = "counted"
    SKIPPED = "skipped"
    DUE = "due"


@dataclass(frozen=True, slots=True)
class Clock:
    """Where a case stands in its term: `spent` of `total` working days.

    `left` are the working days after today: 0 on the last day, negative once it is past.

    `state` is running, soon or late while the answer is due; stopped or answered_late once it was given.
    """

    total: int
    spent: int
    state: str
    due_on: date
    left: int


@dataclass(frozen=True, slots=True)
class Cell:
    """A day of the calendar picture."""

    on: date
    mark: Mark
    ordinal: int | None
    why: str | None
    today: bool


@dataclass(frozen=True, slots=True)
class Month:
    """A month of the calendar picture, in weeks from Monday; days of the neighbouring months are None."""

    first: date
    weeks: list[list[Cell | None]]


def clock(deadline: Deadline | Term, today: date, *, stopped: bool) -> Clock:
    """Return the clock of a case on a day; `stopped` when it is decided."""
    due = date.fromisoformat(deadline["due_on"])
    counted = [day for day in deadline["days"] if day["ordinal"] is not None]
    spent = sum(date.fromisoformat(day["on"]) <= today for day in counted)
    left = len(counted) - spent if today <= due else national().working_days_between(today, due)
    return Clock(len(counted), spent, state_of(left, late=today > due and not stopped, stopped=stopped), due, left)


def binding(deadline: Deadline, *, extended: bool) -> Deadline:
    """Return the deadline that binds now: after an extension the days of both terms, one after the other."""
    if not extended or "extension_days" not in deadline:
        return deadline
    first = max(day["ordinal"] or 0 for day in deadline["days"])
    more = [Day({**day, "ordinal": day["ordinal"] and day["ordinal"] + first}) for day in deadline["extension_days"]]
    return Deadline({**deadline, "due_on": deadline["extended_due_on"], "days": [*deadline["days"], *more]})


def that_binds(file: Case) -> Deadline:
    """Return the deadline of a case that alarms: from its repair, from the first receipt or from its own."""
    return file["completeness"] or file["strict"] or file["deadline"]


def state_of(left: int, *, late: bool, stopped: bool) -> str:
    """Return the state of a clock with so many working days left; an answer that came late stays late."""
    if stopped:
        return "answered_late" if late else "stopped"
    if late:
        return "late"
    return "soon" if left <= SOON else "running"


def months(deadline: Deadline, received_on: date, today: date) -> list[Month]:
    """Return the calendar from the day of receipt to the due day, whole months."""
    days = {date.fromisoformat(day["on"]): day for day in deadline["days"]}
    due = date.fromisoformat(deadline["due_on"])
    shown: list[Month] = []
    year, number = received_on.year, received_on.month
    while (year, number) <= (due.year, due.month):
        first = date(year, number, 1)
        weeks = [
            [_cell(on, days.get(on), received_on, due, today) if on.month == number else None for on in week]
            for week in Calendar().monthdatescalendar(year, number)
        ]
        shown.append(Month(first, _relevant(weeks, received_on, due)))
        year, number = (year + 1, 1) if number == 12 else (year, number + 1)
    return shown


def reasons(deadline: Deadline) -> list[tuple[list[date], str, str | None]]:
    """Why days did not count: neighbouring days of one reason together, with its decree; plain weekends left out."""
    named = [day for day in deadline["days"] if day["why"] and day["why"] not in WEEKEND]
    return [
        ([date.fromisoformat(day["on"]) for day in some], why or "", decree)
        for (why, decree), some in groupby(named, key=lambda day: (day["why"], day["decree"]))
    ]


def _cell(on: date, day: Day | None, received_on: date, due: date, today: date) -> Cell:
    if on == received_on:
        mark = Mark.RECEIVED
    elif day is None:
        mark = Mark.OUT
    elif on == due:
        mark = Mark.DUE
    else:
        mark = Mark.SKIPPED if day["ordinal"] is None else Mark.COUNTED
    why = day["why"] if day and mark is Mark.SKIPPED and day["why"] not in WEEKEND else None
    return Cell(on, mark, day["ordinal"] if day else None, why, on == today)


def _relevant(weeks: list[list[Cell | None]], received_on: date, due: date) -> list[list[Cell | None]]:
    """Return the weeks that the count runs through."""
    return [week for week in weeks if any(cell and received_on <= cell.on <= due for cell in week)] or weeks
