"""What the pages ask documents about papers that prove who asks."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import TypedDict, cast
from urllib.parse import quote

from gateway.backends.arriving import Arriving
from gateway.backends.asking import FILE_PATIENCE, Backend

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


@dataclass(frozen=True, slots=True)
class Proofs:
    """Papers of one request, asked for as staff or with the ticket that intake gave its applicant.

    `arrival` is what an officer says of a paper: the `way` it came and the day, `came_on`.
    """

    documents: Backend
    ticket: str = ""
    arrival: Mapping[str, str] = field(default_factory=dict)

    def of(self, request_id: str) -> list[Paper]:
        """Return the papers that came, oldest first."""
        answer = self.documents.read("/v1/papers", {"request": request_id}, headers=self._headers())
        return cast(list[Paper], answer["items"])

    def came(self, request_ids: Iterable[str]) -> dict[str, set[str]]:
        """Return the kinds of papers that are there, by request; at most 100 requests."""
        answer = self.documents.read("/v1/papers/came", {"requests": ",".join(request_ids)})
        return {one["request"]: set(one["kinds"]) for one in answer["items"]}

    def hand_in(self, request_id: str, kind: str, name: str, content: bytes) -> None:
        """Bring a paper.

        Raises:
            Refused: what is wrong with it. Unavailable.
        """
        headers = {"Content-Length": str(len(content)), "Content-Type": "application/octet-stream"} | self._headers()
        asked = {"request": request_id, "kind": kind, "name": name, **self.arrival}
        self.documents.send("POST", "/v1/papers", params=asked, headers=headers, content=content, timeout=FILE_PATIENCE)

    def arriving(self, request_id: str, kind: str) -> Arriving:
        """Papers of a kind that come in parts."""
        said = {"request": request_id, "kind": kind, **self.arrival}
        return Arriving(self.documents, "/v1/papers/uploads", said, self._headers())

    def copy(self, paper_id: str) -> bytes:
        """Return a paper as marked pictures, in PDF.

        Raises:
            NotFound: this office has no such paper. Refused: it is not there any more, or cannot be drawn.
        """
        path = f"/v1/papers/{quote(paper_id, safe='')}/copy.pdf"
        return self.documents.get(path, timeout=FILE_PATIENCE).content

    def _headers(self) -> dict[str, str]:
        return {"Authorization": f"Bearer {self.ticket}"} if self.ticket else {}
