"""What the pages ask documents about the files of a request."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import IO

from gateway.backends.asking import FILE_PATIENCE, Backend
from gateway.backends.shapes import documents as shapes

PIECE = 256 * 1024  # bytes of a file that are in memory at a time


@dataclass(frozen=True, slots=True)
class Documents:
    """Files."""

    documents: Backend

    def upload(self, request_id: str, name: str, content: IO[bytes], size: int) -> shapes.Document:
        """Pass a file on as an answer to a request, piece by piece."""
        return self.documents.call(
            shapes.DOCUMENTS_UPLOAD,
            query={"request": request_id, "purpose": "answer", "name": name},
            headers={"Content-Length": str(size), "Content-Type": "application/octet-stream"},
            content=_pieces(content),
            timeout=FILE_PATIENCE,
        )

    def of(self, request_id: str, words: str = "") -> list[shapes.Document]:
        """Return the files of a request; with words, those in which all of them occur."""
        asked = {"request": request_id, "words": words}
        return self.documents.call(shapes.DOCUMENTS_LIST_DOCUMENTS, query=asked)["items"]


def _pieces(content: IO[bytes]) -> Iterator[bytes]:
    while piece := content.read(PIECE):
        yield piece
