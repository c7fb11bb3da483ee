"""What the pages ask intake about the questions of a request."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from urllib.parse import quote

from gateway.backends.asking import Backend


@dataclass(frozen=True, slots=True)
class Parts:
    """The questions that a request is to be split into."""

    intake: Backend

    def propose(self, request_id: str, questions: Sequence[Mapping[str, str]]) -> list[str]:
        """Let intake keep what an officer wrote for each question; by these ids the register splits the request.

        Raises:
            Refused: with the fields that cannot be accepted.
        """
        path = f"/v1/requests/{quote(request_id, safe='')}/parts"
        return list(self.intake.send("POST", path, {"parts": list(questions)}).json()["parts"])
