"""Work by the clock in the name of one office after the other: one's trouble is told and keeps back no other.

What is nobody's own trouble, such as a database that is away, ends the round: the next one begins anew.
"""

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager

from psycopg.errors import DeadlockDetected, LockNotAvailable, QueryCanceled

from chassis.context import Context
from chassis.db import AWAY
from chassis.log import get_logger
from chassis.service import Runtime

log = get_logger()
_THERE = (QueryCanceled, LockNotAvailable, DeadlockDetected)
Visit = Callable[[str], AbstractContextManager[None]]


class OfficesFailed(Exception):
    """A round went on to its end, but not in these offices; why, the log says where it was."""


def is_everybodys(fault: Exception) -> bool:
    """Whether the database is away, so that no other office fares better; one that is slow for an office is there."""
    return isinstance(fault, AWAY) and not isinstance(getattr(fault, "orig", fault), _THERE)


@contextmanager
def apart(
    working: Runtime, context: Callable[[str], Context], ends: Callable[[Exception], bool] = is_everybodys
) -> Iterator[Visit]:
    """Give a round through offices: what it gives takes an office's code, and its block is work in the name of that
    office.

    Args:
        context: in which an office is worked for.
        ends: whether a fault is of all offices.

    Raises:
        OfficesFailed: when the round is over, so that the tick counts as failed.
        Exception: what ends the round.
    """
    failed: list[str] = []

    @contextmanager
    def visit(code: str) -> Iterator[None]:
        try:
            with working.acting(context(code)):
                yield
        except Exception as fault:
            if ends(fault):
                raise
            log.exception("office_failed", office=code)
            failed.append(code)

    yield visit
    if failed:
        raise OfficesFailed(", ".join(failed))
