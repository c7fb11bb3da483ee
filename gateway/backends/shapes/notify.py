"""What notify answers over HTTP. GENERATED from its schemas by `ppid contracts`."""

from __future__ import annotations

from typing import Any, NotRequired, TypedDict

from gateway.backends.route import Route


class Notice(TypedDict):
    """One message to the applicant. `sent_at` is when the mail server took it."""

    id: str
    kind: str
    label: str
    channel: str
    state: str
    attempts: int
    created_at: str
    sent_at: str | None


class Notices(TypedDict):
    """The messages about a request."""

    items: list[Notice]


NOTICES_LIST_NOTICES: Route[Notices] = Route("GET", "/v1/notices")
