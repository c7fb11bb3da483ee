"""What the pages ask the registry about the offices below."""

from typing import Any, cast

from chassis.client import Client
from gateway.backends import _host


class Oversight:
    """Cases of the offices below that are due soon or overdue; they name nobody."""

    def __init__(self, client: Client) -> None:
        self._client = client

    def cases(self, page: int, size: int) -> dict[str, Any]:
        """A page of them, the most overdue first."""
        asked = {"page": page, "size": size}
        answer = self._client.call("GET", "/v1/oversight/cases", host=_host(), params=asked)
        return cast(dict[str, Any], answer.json())
