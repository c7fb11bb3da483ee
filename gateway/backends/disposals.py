"""What the pages ask documents about files whose schedule has run out."""

from dataclasses import dataclass

import httpx2

from gateway.backends.asking import Backend
from gateway.backends.shapes import documents as shapes


@dataclass(frozen=True, slots=True)
class Disposals:
    """Proposals to destroy files, and what became of them."""

    documents: Backend

    def board(self) -> shapes.Disposals:
        """Return the files that are due, and every disposal, the newest first."""
        return self.documents.call(shapes.DISPOSALS_LIST_DISPOSALS)

    def propose(self) -> None:
        """Put all that is due on a list.

        Raises:
            Refused: nothing is due.
        """
        self.documents.call(shapes.DISPOSALS_PROPOSE_DISPOSAL)

    def decide(self, disposal_id: str, act: str) -> None:
        """Approve or reject what somebody else proposed.

        Raises:
            Refused: there is none such, it was decided already, or proposed by the same person.
        """
        self.documents.call(shapes.DISPOSALS_DECIDE_DISPOSAL, disposal_id, body={"act": act})

    def vouched(self, disposal_id: str) -> shapes.Vouched:
        """Return what this office vouches for behind the QR code of a certificate.

        Raises:
            NotFound: no certificate of this office carries it.
        """
        return self.documents.call(shapes.DISPOSALS_SHOW_VOUCHED, disposal_id)

    def certificate(self, disposal_id: str) -> httpx2.Response:
        """Return the certificate of a disposal that is done; the body is still to be read, and to be closed.

        Raises:
            NotFound: there is none.
        """
        return self.documents.stream(shapes.DISPOSALS_SHOW_CERTIFICATE, disposal_id)
