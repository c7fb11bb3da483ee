"""How often somebody may guess: counted in PostgreSQL per name at an address, per name, per device and per address.

A try is counted before the password is looked at, so guesses sent side by side are counted too. Waiting grows from
half a minute to a quarter of an hour; nobody is locked out for good. The hard limit is on a name as tried from one
network, so that a stranger cannot keep a named officer out; the limit on the name alone is for guessers with many
networks. A device that a name signed in on before is counted by itself and by nothing else (OWASP: device cookies).

An address stands for a whole office, or a region behind one carrier. Too many tries from one refuse nobody: they make
it strained, which asks new devices for work or patience first (`gateway.auth.challenges`). What a network does at all
offices together is counted with the national office.
"""

from dataclasses import replace
from datetime import timedelta
from typing import Any

from sqlalchemy import text

from chassis import clock
from chassis.context import current, use
from chassis.db import transaction
from chassis.errors import TooMany
from chassis.offices import NATIONAL
from chassis.pace import network_of
from chassis.service import runtime

NAME_THERE, NAME, DEVICE, CLIENT_THERE, CODE = "name-there", "name", "device", "client-there", "code"
# Tries before waiting starts.
FREE = {NAME_THERE: 5, NAME: 100, DEVICE: 5, CLIENT_THERE: 20, CODE: 5}
ADDRESS, NATION, SPENT = "address", "nation", "challenge"
# Tries before an address is strained, at one office and at all. A whole office may share one.
STRAIN = {ADDRESS: 40, NATION: 200}
FORGET = timedelta(minutes=15)
FIRST_WAIT = 30  # seconds, doubling with every further try

_LOOK = text("select tries, last_at from sign_in_attempt where key = :key for update")
_READ = text("select tries from sign_in_attempt where key = :key and last_at >= :forget")
_COUNT = text(
    "insert into sign_in_attempt (tenant, key, tries, last_at) values (:tenant, :key, 1, :now)"
    " on conflict (tenant, key) do update set last_at = :now,"
    " tries = case when sign_in_attempt.last_at < :forget then 1 else sign_in_attempt.tries + 1 end returning tries"
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


def count(*names: tuple[str, str]) -> None:
    """Count a try with names, each a kind and a value; what one limit refuses, the next does not count.

    Raises:
        TooManyTries: the time to wait since the last one is not over.
    """
    for kind, value in names:
        _count_or_wait(kind, value)


def count_address(address: str) -> None:
    """Count a try of an address, which strains it and refuses nobody."""
    network = network_of(address)
    for kind, office in ((ADDRESS, current().tenant), (NATION, NATIONAL)):
        with use(replace(current(), tenant=office)):
            _add(kind, network)


def strained(address: str) -> bool:
    """Whether so many tries came from an address lately that a new device there has to show that it is in earnest."""
    network = network_of(address)
    for kind, office in ((ADDRESS, current().tenant), (NATION, NATIONAL)):
        with use(replace(current(), tenant=office)), transaction() as session:
            tries = session.scalar(_READ, _values(kind, network))
        if (tries or 0) >= STRAIN[kind]:
            return True
    return False


def spend(challenge: str) -> bool:
    """Use a challenge up; whether it was there to be used. It is remembered for as long as it would be good."""
    return _add(SPENT, challenge) == 1


def forgive(address: str, *names: tuple[str, str]) -> None:
    """Take back the try of somebody who got it right, and forget the names' earlier ones.

    An address only gets its one try back: otherwise who has an account could guess at others without end.
    """
    network = network_of(address)
    with use(replace(current(), tenant=NATIONAL)), transaction() as session:
        session.execute(_FORGIVE, {"key": _key(NATION, network)})
    with transaction() as session:
        session.execute(_FORGIVE, {"key": _key(ADDRESS, network)})
        clear(*names)


def clear(*names: tuple[str, str]) -> None:
    """Forget the tries of somebody who got it right."""
    with transaction() as session:
        for kind, value in names:
            session.execute(_CLEAR, {"key": _key(kind, value)})


def there(name: str, address: str) -> str:
    """Return a name as it is tried from one network."""
    return f"{name} {network_of(address)}"


def sweep() -> None:
    """Delete what is forgotten anyway, in the office in force."""
    with transaction() as session:
        session.execute(_SWEEP, {"forget": clock.now() - FORGET})


def _count_or_wait(kind: str, value: str) -> None:
    values = _values(kind, value)
    with transaction() as session:
        row = session.execute(_LOOK, values).one_or_none()
        if row is not None and row.last_at >= values["forget"]:
            left = row.last_at + wait(row.tries, FREE[kind]) - values["now"]
            if left > timedelta(0):
                raise TooManyTries(int(left.total_seconds()) + 1)
        session.execute(_COUNT, values)


def _add(kind: str, value: str) -> int:
    with transaction() as session:
        tries: int = session.execute(_COUNT, _values(kind, value)).scalar_one()
        return tries


def _values(kind: str, value: str) -> dict[str, Any]:
    now = clock.now()
    return {"tenant": current().tenant, "key": _key(kind, value), "now": now, "forget": now - FORGET}


def _key(kind: str, value: str) -> bytes:
    return runtime().sealer.fingerprint(value, f"sign-in:{kind}")
