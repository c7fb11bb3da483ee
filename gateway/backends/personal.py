"""What the pages ask intake about an applicant's own data."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import cast
from urllib.parse import quote

from gateway.backends.asking import Answer, Backend


@dataclass(frozen=True, slots=True)
class Personal:
    """What is kept about an applicant, and what was asked concerning it."""

    intake: Backend

    def copy(self, token: str, proof: str) -> bytes:
        """All of it as JSON, for who proves to be the applicant.

        Raises:
            Refused: the proof is not what was handed in, or there were too many guesses.
        """
        return self.intake.send("POST", f"{_followed(token)}/personal-data", {"proof": proof}).content

    def claims(self, token: str) -> Answer:
        """Return what was asked concerning the own data (`items`), and what may be asked (`rights`)."""
        return cast(Answer, self.intake.read(f"{_followed(token)}/claims"))

    def correct(self, token: str, corrected: Mapping[str, str]) -> None:
        """Ask for other values.

        Raises:
            Refused: with the fields that cannot be accepted, or because such a claim waits already.
        """
        self.intake.send("POST", f"{_followed(token)}/corrections", {"corrected": corrected})

    def erase(self, token: str) -> None:
        """Ask to be erased before the schedule.

        Raises:
            Refused: such a claim waits already, or it is done.
        """
        self.intake.send("POST", f"{_followed(token)}/erasure")

    def of(self, request_id: str) -> Answer:
        """Return the claims of a request with their values, for the office's own staff.

        Raises:
            NotFound: this office has no such request.
        """
        return cast(Answer, self.intake.read(_claims(request_id)))

    def waiting(self) -> list[Answer]:
        """Return the claims that wait for an answer of this office, the most urgent first."""
        return cast(list[Answer], self.intake.read("/v1/claims")["items"])

    def decide(self, request_id: str, claim_id: str, said: Mapping[str, str | None]) -> None:
        """Grant or refuse a claim.

        Raises:
            Refused: a refusal lacks its ground or words, or it was decided before.
        """
        self.intake.send("POST", f"{_claims(request_id)}/{quote(claim_id, safe='')}/decision", said)


def _followed(token: str) -> str:
    return f"/v1/tracking/{quote(token, safe='')}"


def _claims(request_id: str) -> str:
    return f"/v1/requests/{quote(request_id, safe='')}/claims"
