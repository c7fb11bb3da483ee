"""Dates and moments as people read them: `Sen, 23 Nov 2026`, `pukul 09.15 WIB`."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

from babel.dates import format_date

_CLOCK = {"id": "{day} pukul {time} {zone}", "en": "{day} at {time} {zone}"}


def as_day(value: str | date, zone: str) -> date:
    """Return the day of a date or of a moment, the latter as the office's calendar on the wall shows it."""
    if isinstance(value, date) and not isinstance(value, datetime):
        return value
    if isinstance(value, str) and len(value) == 10:
        return date.fromisoformat(value)
    return _local(value, zone).date()


def short_day(on: date, language: str) -> str:
    """`Sen, 23 Nov 2026`."""
    return format_date(on, "EEE, d MMM yyyy", locale=language)


def long_day(on: date, language: str) -> str:
    """`Senin, 23 November 2026`."""
    return format_date(on, "EEEE, d MMMM yyyy", locale=language)


def month(on: date, language: str) -> str:
    """`November 2026`."""
    return format_date(on, "MMMM yyyy", locale=language)


def weekdays(language: str) -> list[tuple[str, str]]:
    """Monday to Sunday, short and long."""
    monday = date(2026, 11, 23)
    days = [date.fromordinal(monday.toordinal() + n) for n in range(7)]
    return [(format_date(on, "EEE", locale=language), format_date(on, "EEEE", locale=language)) for on in days]


def short_moment(value: str | datetime, zone: str, language: str) -> str:
    """`Sen, 23 Nov 2026 pukul 09.15 WIB`, in the office's zone."""
    local = _local(value, zone)
    time = f"{local:%H.%M}" if language == "id" else f"{local:%H:%M}"
    return _CLOCK[language].format(day=short_day(local.date(), language), time=time, zone=local.tzname())


def _local(value: str | date, zone: str) -> datetime:
    moment = datetime.fromisoformat(value) if isinstance(value, str) else value
    if not isinstance(moment, datetime):
        raise TypeError(f"{value!r} is no moment")
    return moment.astimezone(ZoneInfo(zone))
