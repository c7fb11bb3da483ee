"""So many at a time: who finds no free place is told so at once and holds no thread that others need."""

from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from threading import Lock

from chassis.context import NoContext, current
from chassis.errors import Unavailable


class Places:
    """A fixed number of places within this process, of which one office never holds the last."""

    def __init__(self, number: int, *, each: int | None = None) -> None:
        """Make so many places; `each` says how many one office may hold, where that is not all but one."""
        self._number, self._each = number, each or max(1, number - 1)
        self._lock = Lock()  # threads share the counts
        self._held: Counter[str] = Counter()

    @contextmanager
    def one(self) -> Iterator[None]:
        """Hold a place for a block, in the name of the office in force.

        Raises:
            Unavailable: all are taken, or all that one office may hold.
        """
        office = _office()
        with self._lock:
            if self._held.total() >= self._number or self._held[office] >= self._each:
                raise Unavailable
            self._held[office] += 1
        try:
            yield
        finally:
            with self._lock:
                self._held[office] -= 1
                self._held += Counter()  # forgets who holds none


def files_at_once(threads: int) -> int:
    """How many of a process's threads may be reading files, each as slow as its sender: a quarter, at least one."""
    return max(1, threads // 4)


def _office() -> str:
    try:
        return current().tenant
    except NoContext:
        return ""
