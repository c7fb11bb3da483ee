"""What the pages ask notify."""

from dataclasses import dataclass
from typing import cast

from gateway.backends import shapes
from gateway.backends.asking import Backend


@dataclass(frozen=True, slots=True)
class Notify:
    """Messages to applicants."""

    notify: Backend

    def notices(self, request_id: str) -> list[shapes.Message]:
        """What was sent about a request, and what waits."""
        return cast(list[shapes.Message], self.notify.read("/v1/notices", {"request": request_id})["items"])
