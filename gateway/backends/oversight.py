"""What the pages ask the registry about the offices below."""

from dataclasses import dataclass

from gateway.backends.asking import Backend
from gateway.backends.shapes import registry as shapes


@dataclass(frozen=True, slots=True)
class Oversight:
    """Cases of the offices below that are due soon or overdue; they name nobody."""

    registry: Backend

    def cases(self, page: int, size: int) -> shapes.WatchedPage:
        """Return a page of them, the most overdue first."""
        return self.registry.call(shapes.OVERSIGHT_LIST_WATCHED_CASES, query={"page": page, "size": size})
