"""How a process that runs for long is asked to stop, and how it waits without being deaf to that."""

import random
import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType


@contextmanager
def asked() -> Iterator[threading.Event]:
    """Give an event that SIGTERM and SIGINT set within the block; what is under way may finish.

    Outside the main thread signals cannot be caught; the event is then never set by itself.
    """
    stop = threading.Event()
    if threading.current_thread() is not threading.main_thread():
        yield stop
        return

    def ask(_signal: int, _frame: FrameType | None) -> None:
        stop.set()

    before = {which: signal.signal(which, ask) for which in (signal.SIGTERM, signal.SIGINT)}
    try:
        yield stop
    finally:
        for which, handler in before.items():
            signal.signal(which, handler)


def pauses(*, first: float = 0.2, longest: float = 5.0) -> Iterator[float]:
    """Growing pauses in seconds between tries to reach a part that is away, with jitter so that crowds disperse."""
    limit = first
    while True:
        yield random.uniform(limit / 2, limit)  # noqa: S311 - no secret
        limit = min(limit * 2, longest)
