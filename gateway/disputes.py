"""What the pages ask the registry about disputes."""

from collections.abc import Mapping
from typing import Any, cast
from urllib.parse import quote

from chassis.client import Client
from gateway.backends import _host, _missing

Answer = dict[str, Any]


class Disputes:
    """Disputes before the Information Commission, as the office keeps the record of them."""

    def __init__(self, client: Client) -> None:
        self._client = client

    def board(self, **asked: Any) -> list[Answer]:
        """The disputes of a tab, or the one about an objection."""
        answer = self._client.call("GET", "/v1/disputes", host=_host(), params=asked)
        return cast(list[Answer], answer.json()["items"])

    def dispute(self, dispute_id: str) -> Answer:
        """All that stands in the file of a dispute.

        Raises:
            NotFound: this office has no such dispute.
        """
        with _missing():
            path = f"/v1/disputes/{quote(dispute_id, safe='')}"
            return cast(Answer, self._client.call("GET", path, host=_host()).json())

    def file(self, said: Mapping[str, Any]) -> Answer:
        """Write down that the applicant went to an Information Commission.

        Raises:
            Refused: fields at fault, or the dispute is on record already.
        """
        with _missing():
            return cast(Answer, self._client.call("POST", "/v1/disputes", host=_host(), json=said).json())

    def step(self, dispute_id: str, version: int, said: Mapping[str, Any]) -> Answer:
        """Write down what happened next, on the version that was seen.

        Raises:
            Refused: fields at fault, a step that is not possible, or a dispute that has changed (412).
        """
        path, headers = f"/v1/disputes/{quote(dispute_id, safe='')}/steps", {"If-Match": f'"{version}"'}
        return cast(Answer, self._client.call("POST", path, host=_host(), json=said, headers=headers).json())
