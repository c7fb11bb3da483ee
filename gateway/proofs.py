"""What the pages ask documents about papers that prove who asks."""

from typing import TypedDict, cast
from urllib.parse import quote

from chassis.client import Client
from gateway.backends import FILE_PATIENCE, _host, _missing

KEPT = ("waiting", "stored")  # states of a paper that is there


class Paper(TypedDict):
    """A paper that came, and what became of it. `size` in bytes."""

    id: str
    kind: str
    size: int
    state: str
    why: str | None
    received_at: str
    destroyed_at: str | None


class Proofs:
    """Papers of one request, asked for as staff or with the ticket that intake gave its applicant."""

    def __init__(self, documents: Client, ticket: str = "") -> None:
        self._documents = documents
        self._headers = {"Authorization": f"Bearer {ticket}"} if ticket else {}

    def of(self, request_id: str) -> list[Paper]:
        """The papers that came, oldest first."""
        asked = {"request": request_id}
        answer = self._documents.call("GET", "/v1/papers", host=_host(), params=asked, headers=dict(self._headers))
        return cast(list[Paper], answer.json()["items"])

    def hand_in(self, request_id: str, kind: str, name: str, content: bytes) -> None:
        """Bring a paper.

        Raises:
            Refused: what is wrong with it. Unavailable.
        """
        headers = {"Content-Length": str(len(content)), "Content-Type": "application/octet-stream", **self._headers}
        asked = {"request": request_id, "kind": kind, "name": name}
        self._documents.call(
            "POST", "/v1/papers", host=_host(), params=asked, headers=headers, content=content, timeout=FILE_PATIENCE
        )

    def copy(self, paper_id: str) -> bytes:
        """A paper as marked pictures, in PDF.

        Raises:
            NotFound: this office has no such paper. Refused: it is not there any more, or cannot be drawn.
        """
        path = f"/v1/papers/{quote(paper_id, safe='')}/copy.pdf"
        with _missing():
            return self._documents.call("GET", path, host=_host(), timeout=FILE_PATIENCE).content
