"""What the pages ask documents about papers that prove who asks."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from gateway.backends.arriving import PAPERS, Arriving
from gateway.backends.asking import FILE_PATIENCE, Backend
from gateway.backends.shapes import documents as shapes

KEPT = ("waiting", "stored")  # states of a paper that is there


@dataclass(frozen=True, slots=True)
class Proofs:
    """Papers of one request, asked for as staff or with the ticket that intake gave its applicant.

    `arrival` is what an officer says of a paper: the `way` it came and the day, `came_on`.
    """

    documents: Backend
    ticket: str = ""
    arrival: Mapping[str, str] = field(default_factory=dict)

    def of(self, request_id: str) -> list[shapes.Paper]:
        """Return the papers that came, oldest first."""
        asked = {"request": request_id}
        return self.documents.call(shapes.PAPERS_LIST_PAPERS, query=asked, headers=self._headers())["items"]

    def came(self, request_ids: Iterable[str]) -> dict[str, set[str]]:
        """Return the kinds of papers that are there, by request; at most 100 requests."""
        answer = self.documents.call(shapes.PAPERS_LIST_CAME, query={"requests": ",".join(request_ids)})
        return {one["request"]: set(one["kinds"]) for one in answer["items"]}

    def hand_in(self, request_id: str, kind: str, name: str, content: bytes) -> None:
        """Bring a paper.

        Raises:
            Refused: what is wrong with it. Unavailable.
        """
        headers = {"Content-Length": str(len(content)), "Content-Type": "application/octet-stream"} | self._headers()
        asked = {"request": request_id, "kind": kind, "name": name, **self.arrival}
        self.documents.call(shapes.PAPERS_HAND_IN, query=asked, headers=headers, content=content, timeout=FILE_PATIENCE)

    def arriving(self, request_id: str, kind: str) -> Arriving:
        """Papers of a kind that come in parts."""
        paper = {"request": request_id, "kind": kind, **self.arrival}
        return Arriving(self.documents, PAPERS, paper, self._headers())

    def copy(self, paper_id: str) -> bytes:
        """Return a paper as marked pictures, in PDF.

        Raises:
            NotFound: this office has no such paper. Refused: it is not there any more, or cannot be drawn.
        """
        return self.documents.call(shapes.PAPERS_LOOK_AT, paper_id, timeout=FILE_PATIENCE)

    def _headers(self) -> dict[str, str]:
        return {"Authorization": f"Bearer {self.ticket}"} if self.ticket else {}
