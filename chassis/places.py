"""So many at a time: who finds no free place is told so at once and holds no thread that others need."""

from collections.abc import Iterator
from contextlib import contextmanager
from threading import BoundedSemaphore

from chassis.errors import Unavailable


class Places:
    """A fixed number of places within this process."""

    def __init__(self, number: int) -> None:
        self._free = BoundedSemaphore(number)

    @contextmanager
    def one(self) -> Iterator[None]:
        """Hold a place for a block.

        Raises:
            Unavailable: all are taken.
        """
        if not self._free.acquire(blocking=False):
            raise Unavailable
        try:
            yield
        finally:
            self._free.release()


def files_at_once(threads: int) -> int:
    """How many of a process's threads may be reading files, each as slow as its sender: a quarter, at least one."""
    return max(1, threads // 4)
