"""So many at a time: who finds no free place is told so, and holds no thread that others need.

At once, where a place may stay taken for minutes; after a bounded wait, where places are free again within moments.
"""

from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from threading import Condition

from chassis.context import NoContext, current
from chassis.errors import Unavailable


class Places:
    """A fixed number of places within this process, of which one office never holds the last."""

    def __init__(
        self,
        number: int,
        *,
        each: int | None = None,
        patience: float = 0,
        refusal: type[Unavailable] = Unavailable,
    ) -> None:
        """Make so many places; `each` says how many one office may hold, where that is not all but one; `patience` for
        how many seconds a place is waited for, and `refusal` what is said after them.
        """
        self._number, self._each = number, each or max(1, number - 1)
        self._patience, self._refusal = patience, refusal
        self._freed = Condition()  # threads share the counts
        self._held: Counter[str] = Counter()

    @contextmanager
    def one(self) -> Iterator[None]:
        """Hold a place for a block, in the name of the office in force.

        Raises:
            Unavailable: all are taken, or all that one office may hold.
        """
        office = _office()
        with self._freed:
            if not self._freed.wait_for(lambda: self._is_free(office), self._patience):
                raise self._refusal
            self._held[office] += 1
        try:
            yield
        finally:
            with self._freed:
                self._held[office] -= 1
                self._held += Counter()  # forgets who holds none
                self._freed.notify_all()  # one place is free, but not to every office

    def _is_free(self, office: str) -> bool:
        return self._held.total() < self._number and self._held[office] < self._each


def files_at_once(threads: int) -> int:
    """How many of a process's threads may be reading files, each as slow as its sender: a quarter, at least one."""
    return max(1, threads // 4)


def _office() -> str:
    try:
        return current().tenant
    except NoContext:
        return ""
