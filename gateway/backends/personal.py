"""What the pages ask intake about an applicant's own data."""

from collections.abc import Mapping
from dataclasses import dataclass

from gateway.backends.asking import Backend
from gateway.backends.shapes import intake as shapes


@dataclass(frozen=True, slots=True)
class Personal:
    """What is kept about an applicant, and what was asked concerning it."""

    intake: Backend

    def copy(self, token: str, proof: str) -> bytes:
        """All of it as JSON, for who proves to be the applicant.

        Raises:
            Refused: the proof is not what was handed in, or there were too many guesses.
        """
        return self.intake.ask(shapes.PERSONAL_EXPORT_PERSONAL_DATA, token, body={"proof": proof}).content

    def claims(self, token: str) -> shapes.FollowedClaims:
        """Return what was asked concerning the own data (`items`), and what may be asked (`rights`)."""
        return self.intake.call(shapes.CLAIMS_TRACK_CLAIMS, token)

    def correct(self, token: str, corrected: Mapping[str, str]) -> None:
        """Ask for other values.

        Raises:
            Refused: with the fields that cannot be accepted, or because such a claim waits already.
        """
        self.intake.call(shapes.CLAIMS_ASK_FOR_CORRECTION, token, body={"corrected": corrected})

    def erase(self, token: str) -> None:
        """Ask to be erased before the schedule.

        Raises:
            Refused: such a claim waits already, or it is done.
        """
        self.intake.call(shapes.CLAIMS_ASK_FOR_ERASURE, token)

    def of(self, request_id: str) -> shapes.OpenedClaims:
        """Return the claims of a request with their values, for the office's own staff.

        Raises:
            NotFound: this office has no such request.
        """
        return self.intake.call(shapes.CLAIMS_LIST_CLAIMS, request_id)

    def waiting(self) -> list[shapes.WaitingClaim]:
        """Return the claims that wait for an answer of this office, the most urgent first."""
        return self.intake.call(shapes.CLAIMS_LIST_WAITING_CLAIMS)["items"]

    def decide(self, request_id: str, claim_id: str, decision: Mapping[str, str | None]) -> None:
        """Grant or refuse a claim.

        Raises:
            Refused: a refusal lacks its ground or words, or it was decided before.
        """
        self.intake.call(shapes.CLAIMS_DECIDE_CLAIM, request_id, claim_id, body=decision)
