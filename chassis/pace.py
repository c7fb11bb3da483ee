"""How often one network may do what costs us, or one mailbox be written to. Counted in the process: a brake."""

from ipaddress import IPv6Address, ip_address, ip_network
from threading import Lock

from cachetools import TTLCache

from chassis import clock
from chassis.errors import TooMany

_HERE = ("", "127.0.0.1", "::/64")
NETWORKS = 50_000  # how many are remembered at a time


class Pace:
    """At most so many acts of one network (or to one mailbox) within so many seconds of the first."""

    def __init__(self, most: int, seconds: int) -> None:
        self._most, self._seconds = most, seconds
        self._lock = Lock()  # threads share the counts
        self._acts: TTLCache[str, list[int]] = TTLCache(NETWORKS, seconds, timer=lambda: clock.now().timestamp())

    def count(self, address: str) -> None:
        """Count an act of an address. The machine itself is no stranger.

        Raises:
            TooMany: there were enough already.
        """
        where = network(address)
        if where in _HERE:
            return
        with self._lock:
            acts = self._acts.setdefault(where, [0])
            if acts[0] >= self._most:
                raise TooMany(self._seconds)
            acts[0] += 1


def network(address: str) -> str:
    """Whose address it is, as far as an address tells: itself, or the /64 of IPv6 that one subscriber holds whole."""
    try:
        known = ip_address(address)
    except ValueError:
        return address
    if isinstance(known, IPv6Address):
        return str(known.ipv4_mapped or ip_network((known, 64), strict=False))
    return str(known)
