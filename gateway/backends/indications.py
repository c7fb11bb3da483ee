"""What the pages ask intake about indications that a request is not made in earnest."""

from collections.abc import Mapping
from dataclasses import dataclass

from gateway.backends.asking import Backend
from gateway.backends.shapes import intake as shapes


@dataclass(frozen=True, slots=True)
class Indications:
    """Indications of a request, for the office's own staff."""

    intake: Backend

    def of(self, request_id: str) -> shapes.Indications:
        """Return what was noted about a request, with what the law says of it.

        Raises:
            NotFound: this office has no such request.
        """
        return self.intake.call(shapes.INDICATIONS_LIST_INDICATIONS, request_id)

    def note(self, request_id: str, indication: Mapping[str, str]) -> None:
        """Note an indication.

        Raises:
            Refused: with the fields that cannot be accepted.
        """
        self.intake.call(shapes.INDICATIONS_INDICATE, request_id, body=indication)

    def remove(self, request_id: str, indication_id: str, because: str) -> None:
        """Take an indication back.

        Raises:
            Refused: without a reason, or it was taken back already.
        """
        self.intake.call(shapes.INDICATIONS_REMOVE, request_id, indication_id, body={"because": because})
