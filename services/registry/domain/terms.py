"""Until when: the statutory terms of a case. Pure: no database, no clock."""

from datetime import date, datetime, time
from functools import lru_cache
from zoneinfo import ZoneInfo

from statute.book import Purpose, Rule, rule_about
from statute.calendar import Calendar, national
from statute.deadlines import Deadline, Term, count, deadline
from statute.regimes import Regime


def calendar() -> Calendar:
    """The working days that count for every office: joint leave is not worked (the usual reading, law.md section 6)."""
    return national()


def day_in(moment: datetime, zone: str) -> date:
    """The day of a moment by the calendar on the wall of an IANA zone."""
    return moment.astimezone(ZoneInfo(zone)).date()


@lru_cache(maxsize=4096)
def clock_of_day(received_on: date, zone: str, regime: Regime) -> Deadline:
    """The clock that all cases of one day of receipt share: what counts many of them counts once a day."""
    return deadline(datetime.combine(received_on, time.min, ZoneInfo(zone)), zone, regime, calendar())


@lru_cache(maxsize=4096)  # pure, and asked for on every reading of a case
def clock(received_at: datetime, zone: str, regime: Regime, complete_on: date | None = None) -> Deadline:
    """The statutory clock of a case from its receipt, with the date from completeness beside it once that is known."""
    return deadline(received_at, zone, regime, calendar(), complete_on=complete_on)


def objecting(decided_on: date, regime: Regime) -> Term:
    """The term to file an objection, counted from the day of the notice.

    The law counts from the day the ground is found (UU 14/2008 ps. 36(1); R-13, E-04), which for most applicants is
    the day they read the notice: the date is the earliest possible end, never a reason to turn an objection away.
    """
    return count(rule_about(regime, Purpose.OBJECTION_FILING, decided_on), decided_on, calendar())


def answering(received_on: date, regime: Regime, *, extended: bool) -> Rule:
    """The rule that set the date by which a case had to be answered: the first term's, or the extension's."""
    return rule_about(regime, Purpose.EXTENSION if extended else Purpose.ANSWER, received_on)


def years_later(on: date, years: int) -> date:
    """The same day so many years later; 29 February becomes 1 March where there is none."""
    leap_day_fits = not (on.month == 2 and on.day == 29)
    return on.replace(year=on.year + years) if leap_day_fits else date(on.year + years, 3, 1)
