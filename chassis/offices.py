"""The office in force: its day, and work that an event asks of another office than the one that told it."""

from collections.abc import Callable
from contextvars import Context as Variables
from datetime import date
from typing import TypeVar

from chassis import clock
from chassis.context import Context, current
from chassis.db import transaction
from chassis.service import runtime

T = TypeVar("T")


def in_office(code: str, work: Callable[[], T]) -> T:
    """Do something in an office's name, in a transaction of that office's own, bound to it like any other.

    What was handed over from one office to another is written in the receiver's name: row-level security is not
    widened, its setting is that of the receiver. The transaction commits before that of the message, so `work` must
    change nothing when it is done a second time.
    """
    if code == current().tenant:
        return work()
    running, heard = runtime(), current()

    def act() -> T:
        with running.acting(Context(code, heard.actor, heard.roles, heard.trace)), transaction():
            return work()

    return Variables().run(act)  # an empty context: no office, no transaction of the message's office is in force in it


def today() -> date:
    """Today in the zone of the office in force: a day ends at the office's midnight, not the server's."""
    return clock.in_zone(clock.now(), runtime().directory.by_code(current().tenant).time_zone).date()
