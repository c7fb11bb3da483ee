"""What is true of an annual report (R-20: PerKI 1/2021 ps. 56): its figures, and when it may be issued. Pure."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from chassis.errors import Conflict, Fault, Invalid
from contracts.stages import OPEN, Stage
from services.registry.cases.domain.terms import calendar
from statute.report import parts

FIRST_YEAR = 2021  # the first year that ended after PerKI 1/2021 came into force
LONGEST = 5000  # characters of a part
OPEN_OUTCOMES = frozenset({*OPEN, "open"})  # `open` is what an old register says nothing of an end of
Figures = dict[str, Any]
_RULED = "rule."  # how the old register names a ruling, before its outcome


class AlreadyIssued(Conflict):
    """An issued report never changes."""

    code, title = "report-issued", "Laporan ini sudah terbit"


class NotEnded(Conflict):
    """The year that a report is about has not ended."""

    code, title = "year-not-ended", "Tahun laporan belum berakhir"


@dataclass(frozen=True, slots=True)
class Group:
    """Requests of one register that were received, answered and due on the same days with one outcome.

    `due_on` is None where nobody counted it: in a register of before the office moved in (`old`). A request with a
    `number` is a group of its own.
    """

    outcome: str
    received_on: date
    answered_on: date | None
    due_on: date | None
    old: bool
    many: int = 1
    number: str | None = None

    @property
    def days(self) -> int | None:
        """The working days until the answer; None without one."""
        return calendar().working_days_between(self.received_on, self.answered_on) if self.answered_on else None

    def is_late(self, today: date) -> bool:
        """Whether the answer came after its day, or that day has passed without one."""
        waits = self.answered_on is None
        if self.due_on is None or (waits and self.outcome not in OPEN):
            return False
        return (self.answered_on or today) > self.due_on


def requests(groups: Iterable[Group], today: date) -> Figures:
    """How many were received and how they ended, in how many working days (UU 14/2008 ps. 12).

    A request that was split counts by its parts, which have numbers of their own. What was never answered is late once
    its day has passed.
    """
    told = [group for group in groups if group.outcome != Stage.SPLIT]
    outcomes: Counter[str] = Counter()
    for group in told:
        outcomes[group.outcome] += group.many
    spans = [(group.days, group.many) for group in told if group.days is not None]
    answered = sum(many for _, many in spans)
    timed = sum(group.many for group in told if group.answered_on and group.due_on)
    late = [group for group in told if group.is_late(today)]
    silent = sum(group.many for group in late if group.answered_on is None)
    total = sum(group.many for group in late)
    return {
        "received": sum(group.many for group in told),
        "old": sum(group.many for group in told if group.old),
        "open": sum(many for outcome, many in outcomes.items() if outcome in OPEN_OUTCOMES),
        "by_outcome": dict(sorted(outcomes.items())),
        "answered": answered,
        "on_time": timed - (total - silent),
        "late": total,
        "unanswered": silent,
        "average_days": round(sum(days * many for days, many in spans) / answered, 1) if answered else None,
        "longest_days": max((days for days, _ in spans), default=None),
    }


def times(groups: Iterable[Group], today: date) -> list[Figures]:
    """Return the time that each request took (UU 14/2008 ps. 12): by its number, in an old register by day
    and outcome.
    """
    return [
        {
            "number": group.number,
            "many": group.many,
            "outcome": group.outcome,
            "days": group.days,
            "late": group.is_late(today),
        }
        for group in groups
        if group.outcome != Stage.SPLIT
    ]


def with_old_objections(own: Figures, old: Figures) -> Figures:
    """Return the figures of objections with those of the old register; nobody counted the days of these."""
    outcomes = Counter[str](own["by_outcome"]) + Counter[str](old["by_outcome"])
    received = own["received"] + old["received"]
    return own | {"received": received, "old": old["received"], "by_outcome": dict(outcomes)}


def with_old_disputes(own: Figures, old: Figures) -> Figures:
    """Return the figures of disputes with those of the old register."""
    steps: Mapping[str, int] = old["steps"]
    ruled = {step.removeprefix(_RULED): many for step, many in steps.items() if step.startswith(_RULED)}
    others = {step: own[step] + many for step, many in steps.items() if not step.startswith(_RULED)}
    rulings = Counter[str](own["rulings"]) + Counter[str](ruled)
    filed = own["filed"] + old["received"]
    return own | others | {"filed": filed, "old": old["received"], "rulings": dict(rulings)}


def check_year(year: int, today: date) -> None:
    """Refuse a report about a year that has not ended.

    Raises:
        NotEnded: it has not. Invalid: no such year.
    """
    if year < FIRST_YEAR:
        raise Invalid(faults=[Fault("/year", f"Laporan paling awal tentang tahun {FIRST_YEAR}.")])
    if year >= today.year:
        raise NotEnded(f"Laporan tahun {year} disusun setelah tahun itu berakhir (PerKI 1/2021 Pasal 56).")


def check_issue(words: Mapping[str, str]) -> None:
    """Every part that the office must write is there.

    Raises:
        Invalid: naming every part that is missing.
    """
    missing = [
        Fault(f"/words/{part.code}", f"Tulis bagian “{part.heading}”.")
        for part in parts()
        if part.required and not words.get(part.code)
    ]
    if missing:
        raise Invalid(faults=missing)
