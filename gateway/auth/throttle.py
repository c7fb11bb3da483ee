"""How often somebody may guess: counted in PostgreSQL per address, per name at an address, and per name.

A try is counted before the password is looked at, so guesses sent side by side are counted too. Waiting grows from
half a minute to a quarter of an hour; nobody is locked out for good. The hard limit is on a name as tried from one
network, so that a stranger cannot keep a named officer out; the limit on the name alone is for guessers with many
networks. What a network does at all offices together is counted with the national office.
"""

from dataclasses import replace
from datetime import timedelta

from sqlalchemy import text

from chassis import clock
from chassis.context import current, use
from chassis.db import transaction
from chassis.errors import TooMany
from chassis.pace import network
from chassis.service import runtime

NAME_THERE, NAME, CLIENT_THERE, ADDRESS, NATION = "name-there", "name", "client-there", "address", "nation"
# Tries before waiting starts. A whole office may share one address.
FREE = {NAME_THERE: 5, NAME: 100, CLIENT_THERE: 20, ADDRESS: 40, NATION: 200}
NATIONAL_OFFICE = "00"
FORGET = timedelta(minutes=15)
FIRST_WAIT = 30  # seconds, doubling with every further try

_LOOK = text("select tries, last_at from sign_in_attempt where key = :key for update")
_COUNT = text(
    "insert into sign_in_attempt (tenant, key, tries, last_at) values (:tenant, :key, 1, :now)"
    " on conflict (tenant, key) do update set last_at = :now,"
    " tries = case when sign_in_attempt.last_at < :forget then 1 else sign_in_attempt.tries + 1 end"
)
_FORGIVE = text("update sign_in_attempt set tries = greatest(tries - 1, 0) where key = :key")
_CLEAR = text("delete from sign_in_attempt where key = :key")
_SWEEP = text("delete from sign_in_attempt where last_at < :forget")


class TooManyTries(TooMany):
    """Wait before the next try; `seconds` says how long."""

    code, title = "too-many-tries", "Terlalu banyak percobaan masuk"


def wait(tries: int, free: int) -> timedelta:
    """How long to wait after so many tries in a row."""
    if tries < free:
        return timedelta(0)
    return min(timedelta(seconds=FIRST_WAIT * 2 ** min(tries - free, 10)), FORGET)


def count(address: str, *names: tuple[str, str]) -> None:
    """Count a try from an address with names, each a kind and a value; what one limit refuses, the next does not count.

    Raises:
        TooManyTries: the time to wait since the last one is not over.
    """
    where = network(address)
    with use(replace(current(), tenant=NATIONAL_OFFICE)):
        _count(NATION, where)
    _count(ADDRESS, where)
    for kind, value in names:
        _count(kind, value)


def forgive(address: str, *names: tuple[str, str]) -> None:
    """Take back the try of somebody who got it right, and forget the names' earlier ones.

    An address only gets its one try back: otherwise who has an account could guess at others without end.
    """
    where = network(address)
    with use(replace(current(), tenant=NATIONAL_OFFICE)), transaction() as session:
        session.execute(_FORGIVE, {"key": _key(NATION, where)})
    with transaction() as session:
        session.execute(_FORGIVE, {"key": _key(ADDRESS, where)})
        for kind, value in names:
            session.execute(_CLEAR, {"key": _key(kind, value)})


def there(name: str, address: str) -> str:
    """A name as it is tried from one network."""
    return f"{name} {network(address)}"


def sweep() -> None:
    """Delete what is forgotten anyway, in the office in force."""
    with transaction() as session:
        session.execute(_SWEEP, {"forget": clock.now() - FORGET})


def _count(kind: str, value: str) -> None:
    now = clock.now()
    values = {"tenant": current().tenant, "key": _key(kind, value), "now": now, "forget": now - FORGET}
    with transaction() as session:
        row = session.execute(_LOOK, values).one_or_none()
        if row is not None and row.last_at >= values["forget"]:
            left = row.last_at + wait(row.tries, FREE[kind]) - now
            if left > timedelta(0):
                raise TooManyTries(int(left.total_seconds()) + 1)
        session.execute(_COUNT, values)


def _key(kind: str, value: str) -> bytes:
    return runtime().sealer.fingerprint(value, f"sign-in:{kind}")
