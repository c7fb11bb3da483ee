"""What the tick does in the name of each office in turn."""

from collections.abc import Callable, Sequence

from chassis import clock
from chassis.context import Context
from chassis.log import get_logger
from chassis.service import Runtime
from services.documents.storage.faults import StorageAway

log = get_logger()


def ourselves(tenant: str) -> Context:
    """This service, at work for an office."""
    return Context(tenant, "service:documents", frozenset({"service:documents"}))


def turned(codes: Sequence[str], every: int) -> list[str]:
    """Offices in an order that begins with another one each round, so that none is always the last.

    Args:
        every: seconds between two rounds.
    """
    first = int(clock.now().timestamp()) // every % max(len(codes), 1)
    return [*codes[first:], *codes[:first]]


def go_round(working: Runtime, work: Callable[[], None]) -> None:
    """Do something for every office, one after the other.

    A storage that is away ends the round: it is away for all of them, and the next round begins again.
    """
    for code in working.directory.codes():
        with working.acting(ourselves(code)):
            try:
                work()
            except StorageAway as away:
                log.error("storage_away", why=repr(away.__cause__))
                return
