"""Messages that could not be handled wait in the service's own table `parked`: visible, in order, and replayable.

Retrying later belongs here and not in the broker: delays there are a plugin or a ladder of queues, reorder an
aggregate's messages by design, and hide the reason. Reason in full: ADR 0006.
"""

import random
import traceback
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Self
from uuid import NAMESPACE_OID, UUID, uuid5

import psycopg
from psycopg.rows import class_row
from sqlalchemy.exc import DBAPIError

from chassis import system
from chassis.errors import Never, NotYet
from chassis.heartbeat import Heart
from chassis.log import mask
from chassis.settings import Settings
from contracts.envelope import Envelope, UnknownEvent, decode
from contracts.event import Event

ATTEMPTS = 8  # with the pauses below: about three hours on average for a part that is away to come back
FIRST_PAUSE, LONGEST_PAUSE = 5.0, 4 * 3600.0  # seconds; each limit is four times the one before
UNTIL_A_RELEASE = 300.0  # seconds at most between two looks whether a newer release runs by now


class DatabaseAway(Exception):
    """The service's database does not answer: nothing may be acknowledged."""


@dataclass(frozen=True, slots=True)
class Parked:
    """A message whose turn has come."""

    tenant: str
    message_id: UUID
    body: bytes
    attempts: int


_PARK = """
insert into parked (tenant, message_id, type, aggregate, aggregate_id, body, attempts, error, trace,
                    next_attempt_at, dead_at)
values (%(tenant)s, %(message_id)s, %(type)s, %(aggregate)s, %(aggregate_id)s, %(body)s, %(attempts)s, %(error)s,
        %(trace)s, now() + %(pause)s * interval '1 second', case when %(dead)s then now() end)
on conflict (tenant, message_id) do nothing
"""
_FAILED = """
update parked set attempts = %(attempts)s, error = %(error)s, next_attempt_at = now() + %(pause)s * interval '1 second',
                  dead_at = case when %(dead)s then now() end
where tenant = %(tenant)s and message_id = %(message_id)s
"""
_DUE = """
select tenant, message_id, body, attempts from parked p
where settled_at is null and dead_at is null and next_attempt_at <= now()
  and not exists (
    select from parked earlier
    where earlier.settled_at is null and earlier.seq < p.seq
      and (earlier.tenant, earlier.aggregate, earlier.aggregate_id) = (p.tenant, p.aggregate, p.aggregate_id)
  )
order by seq limit 20
"""
_SETTLE = "update parked set settled_at = now() where tenant = %s and message_id = %s"


class Parking:
    """A consumer's access to its service's parked messages."""

    def __init__(self, connection: psycopg.Connection[Any]) -> None:
        self._connection = connection

    @classmethod
    @contextmanager
    def opened(cls, settings: Settings) -> Iterator[Self]:
        """Open the system role's connection for the block.

        Raises:
            DatabaseAway: the database does not answer; also from every method.
        """
        with _database():
            connection = system.connect(settings, "consumer")
        try:
            yield cls(connection)
        finally:
            connection.close()

    def beat(self, heart: Heart, progress: int) -> None:
        """Say how far the consumer got."""
        with _database():
            heart.beat(self._connection, progress)

    def park(self, message: Envelope[Event], body: bytes, error: Exception) -> bool:
        """Keep a message whose first attempt failed; tells whether it was the last one."""
        return self._park(message, body, error, attempts=1)

    def behind(self, message: Envelope[Event], body: bytes) -> None:
        """Keep a message that has not been tried, because an earlier one of its aggregate is open."""
        self._park(message, body, None, attempts=0)

    def bury(self, body: bytes, error: Exception) -> None:
        """Keep a message as dead that the broker gave up."""
        try:
            self._park(decode(body), body, error, attempts=ATTEMPTS)
        except (UnknownEvent, ValueError):
            self.bury_unread(body, error)

    def bury_unread(self, body: bytes, error: Exception) -> None:
        """Keep a message as dead that cannot be read or believed: it is nobody's and nothing waits behind it."""
        nobody = {"tenant": "", "type": "", "aggregate": "", "aggregate_id": "", "trace": ""}
        message_id = uuid5(NAMESPACE_OID, body.decode("latin-1"))  # the same garbage again is the same message
        outcome = {"attempts": ATTEMPTS, "error": describe(error), "pause": 0, "dead": True}
        self._execute(_PARK, {**nobody, "message_id": message_id, "body": body, **outcome})

    def due(self) -> list[Parked]:
        """Messages whose pause is over and before which nothing of their aggregate is open, the oldest first."""
        with _database():
            return self._connection.cursor(row_factory=class_row(Parked)).execute(_DUE).fetchall()

    def failed(self, parked: Parked, error: Exception) -> bool:
        """Note that one more attempt failed; tells whether it was the last one."""
        outcome = _outcome(error, parked.attempts + 1)
        self._execute(_FAILED, {"tenant": parked.tenant, "message_id": parked.message_id, **outcome})
        return bool(outcome["dead"])

    def settle(self, parked: Parked) -> None:
        """Note that the message was handled; what waited behind it is due."""
        self._execute(_SETTLE, [parked.tenant, parked.message_id])

    def _park(self, message: Envelope[Event], body: bytes, error: Exception | None, *, attempts: int) -> bool:
        fact = message.data
        values = {"tenant": message.tenant, "message_id": message.id, "type": fact.type(), "trace": message.trace}
        values |= {"aggregate": fact.aggregate, "aggregate_id": fact.aggregate_id, "body": body}
        outcome = _outcome(error, attempts)
        self._execute(_PARK, {**values, **outcome})
        return bool(outcome["dead"])

    def _execute(self, statement: str, values: Any) -> None:
        with _database():
            self._connection.execute(statement, values)


@contextmanager
def _database() -> Iterator[None]:
    try:
        yield
    except psycopg.OperationalError as away:
        raise DatabaseAway(str(away)) from away


def _outcome(error: Exception | None, attempts: int) -> dict[str, Any]:
    if error is None:
        return {"attempts": attempts, "error": "waits for an earlier message", "pause": 0, "dead": False}
    if isinstance(error, NotYet):  # nothing was tried, so this is no attempt
        wait = random.uniform(0, UNTIL_A_RELEASE)  # noqa: S311 - no secret
        return {"attempts": attempts - 1, "error": describe(error), "pause": wait, "dead": False}
    dead = isinstance(error, Never) or attempts >= ATTEMPTS
    return {"attempts": attempts, "error": describe(error), "pause": 0 if dead else pause(attempts), "dead": dead}


def pause(attempts: int) -> float:
    """Seconds to wait after so many failed attempts: exponential with full jitter, so that crowds disperse."""
    return random.uniform(0, min(LONGEST_PAUSE, FIRST_PAUSE * 4 ** (attempts - 1)))  # noqa: S311 - no secret


def describe(error: Exception) -> str:
    """Return an error for the record, without personal data.

    Words of our own making are kept. Of any other exception only class, place and SQLSTATE are, as its text may quote
    a row.
    """
    kind = type(error).__name__
    if isinstance(error, Never | NotYet | UnknownEvent | GivenUp):
        return str(mask(None, "", {"text": f"{kind}: {error}"})["text"])[:500]
    if isinstance(error, DBAPIError):
        kind = f"{kind} {getattr(error.orig, 'sqlstate', None)}"
    elif isinstance(error, psycopg.Error):
        kind = f"{kind} {error.sqlstate}"
    frames = traceback.extract_tb(error.__traceback__)
    places = [
        f"{Path(frame.filename).name}:{frame.lineno}" for frame in frames if "site-packages" not in frame.filename
    ]
    return f"{kind} at {places[-1]}" if places else kind


class GivenUp(Exception):
    """The broker stopped delivering a message: again and again the process died or lost its connection over it."""
