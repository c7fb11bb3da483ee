"""How often somebody may guess: counted in PostgreSQL per user name and per address, for each office.

A try is counted before the password is looked at, so guesses sent side by side are counted too. Waiting grows from
half a minute to a quarter of an hour; nobody is locked out for good, for that would let a stranger shut an office.
"""

from datetime import timedelta

from sqlalchemy import text

from chassis import clock
from chassis.context import current
from chassis.db import transaction
from chassis.errors import Problem
from chassis.service import runtime

NAME, ADDRESS, CLIENT = "name", "address", "client"
FREE = {NAME: 5, CLIENT: 20, ADDRESS: 40}  # tries before waiting starts; a whole office may share one address
FORGET = timedelta(minutes=15)
FIRST_WAIT = 30  # seconds, doubling with every further try

_LOOK = text("select tries, last_at from sign_in_attempt where key = :key for update")
_COUNT = text(
    "insert into sign_in_attempt (tenant, key, tries, last_at) values (:tenant, :key, 1, :now)"
    " on conflict (tenant, key) do update set last_at = :now,"
    " tries = case when sign_in_attempt.last_at < :forget then 1 else sign_in_attempt.tries + 1 end"
)
_CLEAR = text("delete from sign_in_attempt where key = :key")


class TooManyTries(Problem):
    """Wait before the next try; `seconds` says how long."""

    status, code, title = 429, "too-many-tries", "Terlalu banyak percobaan masuk"

    def __init__(self, seconds: int) -> None:
        super().__init__(f"Coba lagi dalam {seconds} detik.")
        self.seconds = seconds


def wait(tries: int, free: int) -> timedelta:
    """How long to wait after so many tries in a row."""
    if tries < free:
        return timedelta(0)
    return min(timedelta(seconds=FIRST_WAIT * 2 ** min(tries - free, 10)), FORGET)


def count(kind: str, value: str) -> None:
    """Count a try by user name or by address.

    Raises:
        TooManyTries: the time to wait since the last one is not over; this try is not counted.
    """
    now = clock.now()
    values = {"tenant": current().tenant, "key": _key(kind, value), "now": now, "forget": now - FORGET}
    with transaction() as session:
        row = session.execute(_LOOK, values).one_or_none()
        if row is not None and row.last_at >= values["forget"]:
            left = row.last_at + wait(row.tries, FREE[kind]) - now
            if left > timedelta(0):
                raise TooManyTries(int(left.total_seconds()) + 1)
        session.execute(_COUNT, values)


def clear(kind: str, value: str) -> None:
    """Forget the tries of somebody who got it right."""
    with transaction() as session:
        session.execute(_CLEAR, {"key": _key(kind, value)})


def _key(kind: str, value: str) -> bytes:
    return runtime().sealer.fingerprint(value, f"sign-in:{kind}")
