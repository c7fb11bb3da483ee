"""How often one network, person or thing may do what costs us: counted in PostgreSQL, so that all processes agree.

An act is counted within the running transaction, where there is one: what is undone is not counted, and acts of the
same kind by the same doer wait for each other. The keys are keyed hashes: the table names nobody.
"""

from dataclasses import replace
from datetime import timedelta
from ipaddress import IPv6Address, ip_address, ip_network

from chassis import clock, system
from chassis.context import current, use
from chassis.db import say
from chassis.errors import TooMany
from chassis.offices import NATIONAL
from chassis.service import Runtime, Tick, runtime

_HERE = ("", "127.0.0.1", "::/64")
_KEEP = timedelta(days=1)  # the longest time that anything is counted over

_COUNT = """
insert into pace (tenant, key, acts, since) values (%(tenant)s, %(key)s, %(acts)s, %(now)s)
on conflict (tenant, key) do update set
    acts = case when pace.since > %(over)s then pace.acts else 0 end + %(acts)s,
    since = case when pace.since > %(over)s then pace.since else %(now)s end
returning acts, since
"""
_UNDO = "update pace set acts = acts - %(acts)s where tenant = %(tenant)s and key = %(key)s"
_SWEEP = "delete from pace where since < %s"


class Pace:
    """At most so many acts of one doer within so many seconds of the first."""

    def __init__(self, name: str, most: int, seconds: int, refusal: type[TooMany] = TooMany) -> None:
        """Set a pace; its name keeps its counts apart from those of others, `refusal` says what was too much."""
        self._name, self._most, self._seconds, self._refusal = name, most, seconds, refusal

    def count(self, doer: str, acts: int = 1) -> None:
        """Count what somebody, or something, does at the office in force.

        Raises:
            TooMany: there was enough already; this is not counted.
        """
        now = clock.now()
        values = {
            "tenant": current().tenant,
            "key": runtime().sealer.fingerprint(doer, f"pace:{self._name}"),
            "acts": acts,
            "now": now,
            "over": now - timedelta(seconds=self._seconds),
        }
        ((counted, since),) = say(_COUNT, values).fetchall()
        if counted > self._most:
            say(_UNDO, values)
            raise self._refusal(int((since - values["over"]).total_seconds()) + 1)

    def count_everywhere(self, doer: str) -> None:
        """Count what somebody does at all offices together, in a transaction of its own: none may be running.

        Raises:
            TooMany: there was enough already.
        """
        with use(replace(current(), tenant=NATIONAL)):
            self.count(doer)

    def count_network(self, address: str) -> None:
        """Count what an address does at all offices together. The machine itself is no stranger.

        Raises:
            TooMany: there was enough already.
        """
        network = network_of(address)
        if network not in _HERE:
            self.count_everywhere(network)


def network_of(address: str) -> str:
    """Whose address it is, as far as an address tells: itself, or the /64 of IPv6 that one subscriber holds whole."""
    try:
        known = ip_address(address)
    except ValueError:
        return address
    if isinstance(known, IPv6Address):
        return str(known.ipv4_mapped or ip_network((known, 64), strict=False))
    return str(known)


def sweep(working: Runtime) -> None:
    """Delete the counts of all offices whose time is over."""
    with system.connect(working.settings, "sweep") as connection:
        connection.execute(_SWEEP, [clock.now() - _KEEP])


SWEEP = Tick("sweep paces", 3600, sweep)
