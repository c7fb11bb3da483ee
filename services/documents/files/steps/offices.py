"""What the tick does in the name of each office in turn."""

from bisect import bisect_right
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager

from chassis import clock, rounds
from chassis.context import Context
from chassis.db import platform_transaction, say
from chassis.log import get_logger
from chassis.service import Runtime
from services.documents import storage
from services.documents.config import Config
from services.documents.storage.faults import StorageAway

log = get_logger()
_LAST = "select office from round_end where round = %(round)s"
_STOP = """
insert into round_end (round, office) values (%(round)s, %(office)s)
on conflict (round) do update set office = excluded.office
"""


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


def resumed(name: str, codes: Sequence[str]) -> list[str]:
    """Offices in an order that begins after the one in which the last round of this name ran out of time."""
    with platform_transaction():
        last = say(_LAST, {"round": name}).fetchone()
    first = bisect_right(codes, last[0]) if last else 0
    return [*codes[first:], *codes[:first]]


def stop_at(name: str, code: str) -> None:
    """Note in which office a round of this name ran out of time."""
    with platform_transaction():
        say(_STOP, {"round": name, "office": code})


@contextmanager
def apart(working: Runtime) -> Iterator[rounds.Visit]:
    """A round through offices where one's trouble keeps nothing from the others.

    A storage that is away ends it: it is away for all of them. One that answers, and refuses an office, is that
    office's trouble alone.

    Raises:
        OfficesFailed: when the round is over.
    """
    custody = storage.of(Config.of(working.settings)).custody

    def ends(fault: Exception) -> bool:
        if isinstance(fault, StorageAway):
            return not custody.answers()
        return rounds.is_everybodys(fault)

    try:
        with rounds.apart(working, ourselves, ends) as visit:
            yield visit
    except StorageAway as away:
        log.error("storage_away", why=repr(away.__cause__))


def go_round(working: Runtime, work: Callable[[], None]) -> None:
    """Do something for every office, one after the other.

    Raises:
        OfficesFailed: see `apart`.
    """
    with apart(working) as visit:
        for code in working.directory.codes():
            with visit(code):
                work()
