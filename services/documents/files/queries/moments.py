"""How papers write a moment."""

from datetime import datetime

from chassis.offices import local
from statute.calendar import long_date


def moment(at: datetime) -> str:
    """A moment on the clock of the office in force, which is named: `Kamis, 26 November 2026 pukul 14.05 WIB`."""
    there = local(at)
    return f"{long_date(there.date())} pukul {there:%H.%M} {there.tzname()}"
