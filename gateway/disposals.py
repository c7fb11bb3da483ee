"""What the pages ask documents about files whose schedule has run out."""

from typing import Any, cast
from urllib.parse import quote

import httpx2

from chassis.client import Client
from gateway.backends import _host, _missing

Answer = dict[str, Any]


class Disposals:
    """Proposals to destroy files, and what became of them."""

    def __init__(self, client: Client) -> None:
        self._client = client

    def board(self) -> Answer:
        """The files that are due, and every disposal, the newest first."""
        return cast(Answer, self._client.call("GET", "/v1/disposals", host=_host()).json())

    def propose(self) -> None:
        """Put all that is due on a list.

        Raises:
            Refused: nothing is due.
        """
        self._client.call("POST", "/v1/disposals", host=_host())

    def decide(self, disposal_id: str, act: str) -> None:
        """Approve or reject what somebody else proposed.

        Raises:
            NotFound: no such disposal. Refused: it was decided already, or proposed by the same person.
        """
        path = f"/v1/disposals/{quote(disposal_id, safe='')}/decision"
        with _missing():
            self._client.call("POST", path, host=_host(), json={"act": act})

    def certificate(self, disposal_id: str) -> httpx2.Response:
        """The certificate of a disposal that is done; the body is still to be read, and to be closed.

        Raises:
            NotFound: there is none.
        """
        path = f"/v1/disposals/{quote(disposal_id, safe='')}/certificate.pdf"
        with _missing():
            return self._client.stream("GET", path, host=_host())
