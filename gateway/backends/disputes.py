"""What the pages ask the registry about disputes."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from gateway.backends.asking import Backend
from gateway.backends.shapes import registry as shapes


@dataclass(frozen=True, slots=True)
class Disputes:
    """Disputes before the Information Commission, as the office keeps the record of them."""

    registry: Backend

    def board(self, **asked: Any) -> list[shapes.DisputeLine]:
        """Return the disputes of a tab, or the one about an objection."""
        return self.registry.call(shapes.DISPUTES_LIST_DISPUTES, query=asked)["items"]

    def dispute(self, dispute_id: str) -> shapes.Dispute:
        """All that stands in the file of a dispute.

        Raises:
            NotFound: this office has no such dispute.
        """
        return self.registry.call(shapes.DISPUTES_SHOW_DISPUTE, dispute_id)

    def file(self, dispute: Mapping[str, Any]) -> shapes.Dispute:
        """Write down that the applicant went to an Information Commission.

        Raises:
            Refused: fields at fault, or the dispute is on record already.
        """
        return self.registry.call(shapes.DISPUTES_RECORD_DISPUTE, body=dispute)

    def step(self, dispute_id: str, version: int, step: Mapping[str, Any]) -> None:
        """Write down what happened next, on the version that was seen.

        Raises:
            Refused: fields at fault, a step that is not possible, or a dispute that has changed (412).
        """
        self.registry.call(shapes.DISPUTES_RECORD_STEP, dispute_id, body=step, version=version)
