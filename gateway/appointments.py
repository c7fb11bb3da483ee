"""What the pages ask the registry about the roles of the law."""

from collections.abc import Mapping
from typing import Any, cast
from urllib.parse import quote

from chassis.client import Client
from gateway.backends import _host, _missing

Answer = dict[str, Any]


class Appointments:
    """Who holds the roles of the law in the office, and who held them."""

    def __init__(self, client: Client) -> None:
        self._client = client

    def board(self) -> list[Answer]:
        """All appointments of the office, the latest first."""
        return cast(list[Answer], self._client.call("GET", "/v1/appointments", host=_host()).json()["items"])

    def record(self, said: Mapping[str, Any]) -> Answer:
        """Write down that a decree appoints somebody.

        Raises:
            Refused: fields at fault, or somebody holds the role then.
        """
        return cast(Answer, self._client.call("POST", "/v1/appointments", host=_host(), json=said).json())

    def end(self, appointment_id: str, version: int, said: Mapping[str, Any]) -> Answer:
        """Set the last day of an appointment, on the version that was seen.

        Raises:
            Refused: fields at fault, or an appointment that has changed (412). NotFound: this office has no such one.
        """
        path, headers = f"/v1/appointments/{quote(appointment_id, safe='')}/end", {"If-Match": f'"{version}"'}
        with _missing():
            return cast(Answer, self._client.call("POST", path, host=_host(), json=said, headers=headers).json())
