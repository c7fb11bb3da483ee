"""What the pages ask documents about files whose schedule has run out."""

from dataclasses import dataclass
from typing import TypedDict, cast
from urllib.parse import quote

import httpx2

from gateway.backends.asking import Answer, Backend


class Vouched(TypedDict):
    """What anybody may know of the certificate of a disposal."""

    office: str
    number: str
    done_on: str
    destroyed: int
    sha256: str
    size: int


@dataclass(frozen=True, slots=True)
class Disposals:
    """Proposals to destroy files, and what became of them."""

    documents: Backend

    def board(self) -> Answer:
        """Return the files that are due, and every disposal, the newest first."""
        return cast(Answer, self.documents.read("/v1/disposals"))

    def propose(self) -> None:
        """Put all that is due on a list.

        Raises:
            Refused: nothing is due.
        """
        self.documents.send("POST", "/v1/disposals")

    def decide(self, disposal_id: str, act: str) -> None:
        """Approve or reject what somebody else proposed.

        Raises:
            Refused: there is none such, it was decided already, or proposed by the same person.
        """
        path = f"/v1/disposals/{quote(disposal_id, safe='')}/decision"
        self.documents.send("POST", path, {"act": act})

    def vouched(self, disposal_id: str) -> Vouched:
        """Return what this office vouches for behind the QR code of a certificate.

        Raises:
            NotFound: no certificate of this office carries it.
        """
        return cast(Vouched, self.documents.read(f"/v1/disposals/{quote(disposal_id, safe='')}/certificate"))

    def certificate(self, disposal_id: str) -> httpx2.Response:
        """Return the certificate of a disposal that is done; the body is still to be read, and to be closed.

        Raises:
            NotFound: there is none.
        """
        return self.documents.stream(f"/v1/disposals/{quote(disposal_id, safe='')}/certificate.pdf")
