"""What the pages ask notify."""

from dataclasses import dataclass

from gateway.backends.asking import Backend
from gateway.backends.shapes import notify as shapes


@dataclass(frozen=True, slots=True)
class Notify:
    """Messages to applicants."""

    notify: Backend

    def notices(self, request_id: str) -> list[shapes.Notice]:
        """Return what was sent about a request, and what waits."""
        return self.notify.call(shapes.NOTICES_LIST_NOTICES, query={"request": request_id})["items"]
