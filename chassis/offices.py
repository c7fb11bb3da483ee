"""The office in force, its clock and calendar; and work in the name of another office, which an event asks for."""

from collections.abc import Callable
from datetime import date, datetime, time
from typing import TypeVar
from zoneinfo import ZoneInfo

from chassis import clock
from chassis.context import Context, current
from chassis.db import apart, transaction
from chassis.directory import Office
from chassis.service import runtime

T = TypeVar("T")
NATIONAL = "00"  # the office whose name all offices share: what concerns none of them alone is kept with it


def in_office(code: str, work: Callable[[], T]) -> T:
    """Do something in an office's name, in a transaction of that office's own, bound to it like any other.

    What was handed over from one office to another is written in the receiver's name: row-level security is not
    widened, its setting is that of the receiver. The transaction commits before that of the message, so `work` must
    change nothing when it is done a second time.
    """
    if code == current().tenant:
        return work()
    heard = current()
    with apart(), runtime().acting(Context(code, heard.actor, heard.roles, heard.trace)), transaction():
        return work()


def this_office() -> Office:
    """Return the office in force.

    Raises:
        UnknownOffice: the directory does not hold it (yet).
    """
    return runtime().directory.by_code(current().tenant)


def local(at: datetime) -> datetime:
    """Return a moment in the zone of the office in force: a day ends at the office's midnight, not the server's."""
    return clock.in_zone(at, this_office().time_zone)


def day_of(at: datetime) -> date:
    """Return the day of a moment on the calendar of the office in force."""
    return local(at).date()


def moment_on(on: date) -> datetime:
    """When something was that is known by its day only: now while it is that day, otherwise that day's last moment."""
    office = this_office()
    last = datetime.combine(on, time.max, ZoneInfo(office.time_zone))
    return min(last, clock.now())


def today() -> date:
    """Today on the calendar of the office in force."""
    return day_of(clock.now())
