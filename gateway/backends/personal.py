"""What the pages ask intake about an applicant's own data."""

from dataclasses import dataclass
from urllib.parse import quote

from gateway.backends.asking import Backend


@dataclass(frozen=True, slots=True)
class Personal:
    """What is kept about an applicant."""

    intake: Backend

    def copy(self, token: str, proof: str) -> bytes:
        """All of it as JSON, for who proves to be the applicant.

        Raises:
            Refused: the proof is not what was handed in, or there were too many guesses.
        """
        path = f"/v1/tracking/{quote(token, safe='')}/personal-data"
        return self.intake.send("POST", path, {"proof": proof}).content
