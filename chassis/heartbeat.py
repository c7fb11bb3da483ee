"""That a relay, a consumer or a tick still goes round, and how far it got.

A process that is paused or stuck holds its locks and its connection, so it is seen only by what it no longer says.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from socket import gethostname
from time import monotonic
from typing import Any, LiteralString

import psycopg
from psycopg.rows import class_row

EVERY = 5.0  # seconds between two beats
LATE = 60.0  # seconds; longer than the longest statement of a round
_BEAT: LiteralString = """
insert into heartbeat (role, host, at, progress) values (%s, %s, now(), %s)
on conflict (role, host) do update set at = excluded.at, progress = excluded.progress
"""
_BEATS: LiteralString = """
select role, host, extract(epoch from now() - at)::float8 as seconds, progress from heartbeat
where at > now() - interval '1 hour' order by role, seconds
"""
_SWEEP: LiteralString = "delete from heartbeat where at < now() - interval '1 day'"


@dataclass(frozen=True, slots=True)
class Beat:
    """The last beat of a role on a host: how long ago, and how much that process has done since it started."""

    role: str
    host: str
    seconds: float
    progress: int


class Heart:
    """What a process of a role beats with."""

    def __init__(self, role: str) -> None:
        self._role = role
        self._next = 0.0

    def beat(self, connection: psycopg.Connection[Any], progress: int) -> None:
        """Say how far this process got, if it did not say so within the last `EVERY` seconds.

        Raises:
            psycopg.OperationalError: the database does not answer.
        """
        if monotonic() >= self._next:
            connection.execute(_BEAT, [self._role, gethostname(), progress])
            self._next = monotonic() + EVERY


def beats(connection: psycopg.Connection[Any]) -> Sequence[Beat]:
    """Return the beats of the last hour, of each role the latest first."""
    return connection.cursor(row_factory=class_row(Beat)).execute(_BEATS).fetchall()


def sweep(connection: psycopg.Connection[Any]) -> None:
    """Forget processes that are long gone."""
    connection.execute(_SWEEP)
