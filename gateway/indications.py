"""What the pages ask intake about indications that a request is not made in earnest."""

from collections.abc import Mapping
from typing import Any, cast
from urllib.parse import quote

from chassis.client import Client
from gateway.backends import _host, _missing

Answer = dict[str, Any]


class Indications:
    """Indications of a request, for the office's own staff."""

    def __init__(self, intake: Client) -> None:
        self._intake = intake

    def of(self, request_id: str) -> Answer:
        """What was noted about a request, with what the law says of it.

        Raises:
            NotFound: this office has no such request.
        """
        with _missing():
            return cast(Answer, self._intake.call("GET", _path(request_id), host=_host()).json())

    def note(self, request_id: str, said: Mapping[str, str]) -> None:
        """Note an indication.

        Raises:
            Refused: with the fields that cannot be accepted.
        """
        self._intake.call("POST", _path(request_id), host=_host(), json=said)

    def remove(self, request_id: str, indication_id: str, because: str) -> None:
        """Take an indication back.

        Raises:
            Refused: without a reason, or it was taken back already.
        """
        path = f"{_path(request_id)}/{quote(indication_id, safe='')}/removal"
        self._intake.call("POST", path, host=_host(), json={"because": because})


def _path(request_id: str) -> str:
    return f"/v1/requests/{quote(request_id, safe='')}/indications"
