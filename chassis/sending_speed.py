"""How slowly a body may arrive: the longer its sender has been waited for, the faster, judged by the last seconds.

Only the time counts in which a thread had nothing to read: what we do with the bytes is not the sender's fault.
"""

import math
from collections.abc import Callable
from time import monotonic

from chassis.errors import Problem

WINDOW = 15.0  # seconds of waiting that are judged together
SLOWEST = 500  # bytes a second that are asked at the beginning, as at the edge
_DOUBLES_EVERY, _DOUBLINGS = 60.0, 7  # seconds; to 64,000 bytes a second


class TooSlow(Problem):
    """The sender took the place of others for too long (RFC 9110, section 15.5.9)."""

    status, code, title = 408, "too-slow", "Kiriman datang terlalu lambat; coba lagi dengan sambungan yang lebih cepat"


def floor(waited: float) -> float:
    """Return the bytes a second asked of a sender who has been waited for so many seconds."""
    return SLOWEST * math.exp2(min(waited / _DOUBLES_EVERY, _DOUBLINGS))


class SendingSpeed:
    """Watches one body arrive."""

    def __init__(self) -> None:
        self._waited = self._since = 0.0
        self._received = 0
        self._slow = False

    def note(self, waited: float, received: int) -> None:
        """Note how long the next bytes were waited for, and how many came.

        Raises:
            TooSlow: the last window brought too few, or an earlier one did.
        """
        self._waited += waited
        self._received += received
        if (took := self._waited - self._since) >= WINDOW:
            self._slow |= self._received < floor(self._since) * took
            self._since, self._received = self._waited, 0
        if self._slow:
            raise TooSlow


def watched(read: Callable[[int | None], bytes]) -> Callable[[int | None], bytes]:
    """Return what reads the next bytes of a body as soon as some are here, and raises TooSlow in time."""
    speed = SendingSpeed()

    def next_bytes(most: int | None = None) -> bytes:
        asked = monotonic()
        received = read(most)
        speed.note(monotonic() - asked, len(received))
        return received

    return next_bytes
