"""The roles that an appointment gives while it runs: who stands in for the PPID decides, whatever the account is for.

The registry keeps appointments and asks again within each act that is signed (ADR 14). What is remembered here only
says which pages and acts are offered, so it may be some seconds old.
"""

from contextlib import suppress
from threading import Lock

from cachetools import TTLCache

from chassis.errors import Problem
from gateway.backends.appointments import Appointments

SECONDS = 15.0


class AppointedRoles:
    """Who signs today in which role, by office; asked of the registry and remembered for some seconds."""

    def __init__(self) -> None:
        self._lock = Lock()  # a TTLCache breaks when two threads meet in it
        self._signing: TTLCache[str, dict[str, str]] = TTLCache(maxsize=1024, ttl=SECONDS)

    def of(self, actor: str, office: str, appointments: Appointments) -> frozenset[str]:
        """Return the roles in which an actor signs today; none while the registry does not answer."""
        with self._lock:
            signing = self._signing.get(office)
        if signing is None:
            signing = {}
            with suppress(Problem):
                signing = {
                    line["role"]: line["holder"] for line in appointments.board() if line["signs"] and line["holder"]
                }
                with self._lock:
                    self._signing[office] = signing
        return frozenset(role for role, holder in signing.items() if holder == actor)

    def forget(self, office: str) -> None:
        """Ask anew at the next page: an appointment was recorded or ended."""
        with self._lock:
            self._signing.pop(office, None)
