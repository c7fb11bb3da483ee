"""What the pages ask intake about the questions of a request."""

from collections.abc import Mapping, Sequence
from urllib.parse import quote

from chassis.client import Client
from gateway.backends import _host


class Parts:
    """The questions that a request is to be split into."""

    def __init__(self, intake: Client) -> None:
        self._intake = intake

    def propose(self, request_id: str, questions: Sequence[Mapping[str, str]]) -> list[str]:
        """Let intake keep what an officer wrote for each question; by these ids the register splits the request.

        Raises:
            Refused: with the fields that cannot be accepted.
        """
        path = f"/v1/requests/{quote(request_id, safe='')}/parts"
        answer = self._intake.call("POST", path, host=_host(), json={"parts": list(questions)})
        return list(answer.json()["parts"])
