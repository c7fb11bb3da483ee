"""What the pages ask intake about the questions of a request."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from gateway.backends.asking import Backend
from gateway.backends.shapes import intake as shapes


@dataclass(frozen=True, slots=True)
class Parts:
    """The questions that a request is to be split into."""

    intake: Backend

    def propose(self, request_id: str, questions: Sequence[Mapping[str, str]]) -> list[str]:
        """Let intake keep what an officer wrote for each question; by these ids the register splits the request.

        Raises:
            Refused: with the fields that cannot be accepted.
        """
        return self.intake.call(shapes.PARTS_PROPOSE, request_id, body={"parts": list(questions)})["parts"]
