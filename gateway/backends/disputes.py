"""What the pages ask the registry about disputes."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, cast
from urllib.parse import quote

from gateway.backends.asking import Answer, Backend


@dataclass(frozen=True, slots=True)
class Disputes:
    """Disputes before the Information Commission, as the office keeps the record of them."""

    registry: Backend

    def board(self, **asked: Any) -> list[Answer]:
        """Return the disputes of a tab, or the one about an objection."""
        return cast(list[Answer], self.registry.read("/v1/disputes", asked)["items"])

    def dispute(self, dispute_id: str) -> Answer:
        """All that stands in the file of a dispute.

        Raises:
            NotFound: this office has no such dispute.
        """
        return cast(Answer, self.registry.read(f"/v1/disputes/{quote(dispute_id, safe='')}"))

    def file(self, said: Mapping[str, Any]) -> Answer:
        """Write down that the applicant went to an Information Commission.

        Raises:
            Refused: fields at fault, or the dispute is on record already.
        """
        return cast(Answer, self.registry.send("POST", "/v1/disputes", said).json())

    def step(self, dispute_id: str, version: int, said: Mapping[str, Any]) -> None:
        """Write down what happened next, on the version that was seen.

        Raises:
            Refused: fields at fault, a step that is not possible, or a dispute that has changed (412).
        """
        self.registry.send("POST", f"/v1/disputes/{quote(dispute_id, safe='')}/steps", said, version=version)
