"""The period that a refusal sets itself is looked after."""

from datetime import date, datetime, time
from zoneinfo import ZoneInfo

from chassis import errands
from chassis.offices import this_office
from services.registry.cases.domain.terms import calendar
from services.registry.dik.domain import warning_on
from services.registry.letters.models import Notice

KIND = "period"  # of errands


def watch(notice: Notice) -> None:
    """Look after the period that a notice sets itself; that of an entry is seen to by the office that decided it."""
    if notice.opens_on:
        errands.add(notice.id, begin(warning_on(notice.opens_on, calendar())), KIND)


def begin(on: date) -> datetime:
    """Say when a day begins in the office in force."""
    return datetime.combine(on, time.min, ZoneInfo(this_office().time_zone))
