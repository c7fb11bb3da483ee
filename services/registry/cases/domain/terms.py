"""Until when: the statutory terms of a case. Pure: no database, no clock."""

from dataclasses import dataclass
from datetime import date, datetime, time
from functools import lru_cache
from zoneinfo import ZoneInfo

from statute.book import Purpose, Rule, rule_about
from statute.calendar import Calendar, national
from statute.deadlines import Deadline, Term, after_hours, count, deadline
from statute.regimes import Regime
from statute.settings import Setting


def calendar() -> Calendar:
    """Return the working days that count for every office; joint leave as its setting by decree says
    (`statute.settings`).
    """
    return national()


def day_in(moment: datetime, zone: str) -> date:
    """Return the day of a moment by the calendar on the wall of an IANA zone."""
    return moment.astimezone(ZoneInfo(zone)).date()


@lru_cache(maxsize=4096)
def clock_of_day(
    received_on: date, zone: str, regime: Regime, complete_on: date | None = None, from_next: Setting | None = None
) -> Deadline:
    """Return the clock that all cases of one day of receipt share: what counts many of them counts once a day."""
    received_at = datetime.combine(received_on, time.min, ZoneInfo(zone))
    return deadline(received_at, zone, regime, calendar(), complete_on=complete_on, from_next=from_next)


def clock(
    received_at: datetime, zone: str, regime: Regime, complete_on: date | None = None, from_next: Setting | None = None
) -> Deadline:
    """Return the statutory clock of a case from its receipt, with the date from completeness beside it once that is
    known.
    """
    return clock_of_day(day_in(received_at, zone), zone, regime, complete_on, from_next)


def from_next(received_at: datetime, zone: str, office: str) -> Setting | None:
    """Return the office's setting by which a receipt counts from the next working day; None where it counts at once."""
    return after_hours(received_at, zone, office, calendar())


def completeness_clock(received_on: date, zone: str, regime: Regime, complete_from: date | None) -> Deadline | None:
    """Return the clock that binds a request which was found incomplete and repaired in time; None where
    receipt binds.
    """
    own = clock_of_day(received_on, zone, regime)
    return own.counted_from(complete_from) if complete_from and own.answer.rule.from_repair else None


@dataclass(frozen=True, slots=True)
class Dates:
    """The dates of a case: counted from the office's own receipt, and strictly from the first one by another office.

    The strict ones are there where another office passed the request on, and then they alarm (ADR 12); those of
    completeness where the regime counts from a repair, and then they alarm.
    """

    due_on: date
    extended_due_on: date
    strict_due_on: date | None = None
    strict_extended_due_on: date | None = None
    completeness_due_on: date | None = None
    completeness_extended_due_on: date | None = None


def dates(
    received_at: datetime,
    first_on: date | None,
    zone: str,
    regime: Regime,
    from_next: Setting | None = None,
    complete_from: date | None = None,
) -> Dates:
    """Return the dates of a case under a regime; the strict ones count from the day of the first receipt, whatever the
    hour.

    Raises:
        UnknownRuleError: the regime was not in force on a day of receipt.
    """
    return dates_of_days(day_in(received_at, zone), first_on, zone, regime, from_next, complete_from)


def dates_of_days(
    received_on: date,
    first_on: date | None,
    zone: str,
    regime: Regime,
    from_next: Setting | None = None,
    complete_from: date | None = None,
) -> Dates:
    """Do the same for all cases of one day of receipt, one of first receipt and one of repair.

    Raises:
        UnknownRuleError: the regime was not in force on one of them.
    """
    own = clock_of_day(received_on, zone, regime, from_next=from_next)
    strict = clock_of_day(first_on, zone, regime) if first_on else None
    complete = completeness_clock(received_on, zone, regime, complete_from)
    return Dates(own.due_on, own.extended_due_on, *_ends(strict), *_ends(complete))


def _ends(clock: Deadline | None) -> tuple[date | None, date | None]:
    return (clock.due_on, clock.extended_due_on) if clock else (None, None)


def objecting(decided_on: date, regime: Regime) -> Term:
    """Return the term to file an objection, counted from the day of the notice.

    The law counts from the day the ground is found (UU 14/2008 ps. 36(1); R-13, E-04), which for most applicants is
    the day they read the notice: the date is the earliest possible end, never a reason to turn an objection away.
    """
    return count(rule_about(regime, Purpose.OBJECTION_FILING, decided_on), decided_on, calendar())


def answering(received_on: date, regime: Regime, *, extended: bool) -> Rule:
    """Return the rule that set the date by which a case had to be answered: the first term's, or the extension's."""
    return rule_about(regime, Purpose.EXTENSION if extended else Purpose.ANSWER, received_on)


def years_later(on: date, years: int) -> date:
    """Do the same day so many years later; 29 February becomes 1 March where there is none."""
    leap_day_fits = not (on.month == 2 and on.day == 29)
    return on.replace(year=on.year + years) if leap_day_fits else date(on.year + years, 3, 1)
