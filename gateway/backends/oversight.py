"""What the pages ask the registry about the offices below."""

from dataclasses import dataclass
from typing import cast

from gateway.backends.asking import Answer, Backend


@dataclass(frozen=True, slots=True)
class Oversight:
    """Cases of the offices below that are due soon or overdue; they name nobody."""

    registry: Backend

    def cases(self, page: int, size: int) -> Answer:
        """Return a page of them, the most overdue first."""
        return cast(Answer, self.registry.read("/v1/oversight/cases", {"page": page, "size": size}))
