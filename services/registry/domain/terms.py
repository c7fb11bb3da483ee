"""Until when: the statutory terms of a case. Pure: no database, no clock."""

from datetime import date, datetime
from functools import lru_cache

from statute.book import Purpose, rule_about
from statute.calendar import Calendar, national
from statute.deadlines import Deadline, count, deadline
from statute.regimes import Regime


def calendar() -> Calendar:
    """The working days that count for every office: joint leave is not worked (the usual reading, law.md section 6)."""
    return national()


@lru_cache(maxsize=4096)  # pure, and asked for on every reading of a case
def clock(received_at: datetime, zone: str, regime: Regime) -> Deadline:
    """The statutory clock of a case from its receipt."""
    return deadline(received_at, zone, regime, calendar())


def objection_until(decided_on: date, regime: Regime) -> date:
    """The last day to file an objection after the notice (UU 14/2008 ps. 36(1); R-13, E-04)."""
    return count(rule_about(regime, Purpose.OBJECTION_FILING, decided_on), decided_on, calendar()).due_on
