"""The one place that asks what time it is. Tests hold it still with `held`."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

_held: ContextVar[datetime | None] = ContextVar("ppid.clock", default=None)


def now() -> datetime:
    """Return the present moment, aware, in UTC."""
    return _held.get() or datetime.now(UTC)


def in_zone(moment: datetime, zone: str) -> datetime:
    """Return a moment as the clock on the wall shows it in an IANA zone such as `Asia/Jayapura`."""
    return moment.astimezone(ZoneInfo(zone))


@contextmanager
def held(moment: datetime) -> Iterator[None]:
    """Hold the clock at a moment for a block (tests and replays).

    Raises:
        ValueError: the moment has no time zone.
    """
    if moment.tzinfo is None:
        raise ValueError("a held moment needs a time zone")
    token = _held.set(moment.astimezone(UTC))
    try:
        yield
    finally:
        _held.reset(token)
