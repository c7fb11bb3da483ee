"""What the pages ask notify."""

from dataclasses import dataclass
from typing import TypedDict, cast

from gateway.backends.asking import Backend


class Message(TypedDict):
    """A message to the applicant and what became of it."""

    id: str
    kind: str
    channel: str
    state: str
    attempts: int
    sent_at: str | None


@dataclass(frozen=True, slots=True)
class Notify:
    """Messages to applicants."""

    notify: Backend

    def notices(self, request_id: str) -> list[Message]:
        """Return what was sent about a request, and what waits."""
        return cast(list[Message], self.notify.read("/v1/notices", {"request": request_id})["items"])
