"""What the pages ask documents about files that come in parts."""

from collections.abc import Mapping
from dataclasses import dataclass

from gateway.backends.asking import FILE_PATIENCE, Backend
from gateway.backends.route import Route
from gateway.backends.shapes import documents as shapes


@dataclass(frozen=True, slots=True)
class Kind:
    """Where files of a kind come in parts."""

    begin: Route[shapes.Coming]
    show: Route[shapes.Coming]
    put: Route[None]
    complete: Route[shapes.Document | shapes.Paper]


ANSWERS = Kind(shapes.FILE_PARTS_BEGIN, shapes.FILE_PARTS_SHOW, shapes.FILE_PARTS_PUT, shapes.FILE_PARTS_COMPLETE)
PAPERS = Kind(shapes.PAPER_PARTS_BEGIN, shapes.PAPER_PARTS_SHOW, shapes.PAPER_PARTS_PUT, shapes.PAPER_PARTS_COMPLETE)


@dataclass(frozen=True, slots=True)
class Arriving:
    """Files that come in parts: of which `kind`, of whose request as `about` says, with whose ticket in `headers`."""

    documents: Backend
    kind: Kind
    about: Mapping[str, str]
    headers: Mapping[str, str]

    def begin(self, name: str, size: int) -> shapes.Coming:
        """Announce a file of so many bytes.

        Raises:
            Refused: what is wrong with it. Unavailable.
        """
        file = {**self.about, "name": name, "size": size}
        return self.documents.call(self.kind.begin, body=file, headers=self.headers)

    def show(self, upload_id: str) -> shapes.Coming:
        """Which parts are there.

        Raises:
            Refused: the upload is over. Unavailable.
        """
        return self.documents.call(self.kind.show, upload_id, headers=self.headers)

    def put(self, upload_id: str, part: int, content: bytes) -> None:
        """Bring a part.

        Raises:
            Refused: the upload is over, or the part is none of it. Unavailable.
        """
        headers = {"Content-Type": "application/octet-stream", **self.headers}
        asked = {"part": part}
        self.documents.call(
            self.kind.put, upload_id, query=asked, headers=headers, content=content, timeout=FILE_PATIENCE
        )

    def complete(self, upload_id: str) -> shapes.Document | shapes.Paper:
        """Say that all parts are there.

        Raises:
            Refused: they are not, or the file did not pass. Unavailable.
        """
        return self.documents.call(self.kind.complete, upload_id, headers=self.headers, timeout=FILE_PATIENCE)


def of_answer(documents: Backend, request_id: str) -> Arriving:
    """Files for the answer to a request."""
    return Arriving(documents, ANSWERS, {"request": request_id, "purpose": "answer"}, {})
