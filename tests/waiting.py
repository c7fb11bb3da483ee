"""Waiting for what comes about in its own time, and not for ever."""

from collections.abc import Callable
from time import monotonic, sleep


def until(condition: Callable[[], object], seconds: float = 60) -> None:
    """Wait until a condition holds; look twenty times a second, so that what is waited for gets the processor."""
    deadline = monotonic() + seconds
    while not condition():
        assert monotonic() < deadline, f"not within {seconds} s"
        sleep(0.05)
