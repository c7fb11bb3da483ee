"""What the pages ask documents about files that come in parts."""

from dataclasses import dataclass
from typing import TypedDict, cast

from gateway.backends import shapes
from gateway.backends.asking import FILE_PATIENCE, Backend


class Underway(TypedDict):
    """A file that comes in parts: how large one is in bytes, and the numbers of those that are there."""

    id: str
    part_size: int
    parts: list[int]


@dataclass(frozen=True, slots=True)
class Arriving:
    """Files that come in parts."""

    documents: Backend

    def begin(self, request_id: str, name: str, size: int) -> Underway:
        """Announce a file of so many bytes for the answer to a request.

        Raises:
            Refused: what is wrong with it. Unavailable.
        """
        said = {"request": request_id, "purpose": "answer", "name": name, "size": size}
        return cast(Underway, self.documents.send("POST", "/v1/uploads", said).json())

    def show(self, upload_id: str) -> Underway:
        """Which parts are there.

        Raises:
            Refused: the upload is over. Unavailable.
        """
        return cast(Underway, self.documents.read(f"/v1/uploads/{upload_id}"))

    def put(self, upload_id: str, part: int, content: bytes) -> None:
        """Bring a part.

        Raises:
            Refused: the upload is over, or the part is none of it. Unavailable.
        """
        headers = {"Content-Type": "application/octet-stream"}
        self.documents.send(
            "PUT", f"/v1/uploads/{upload_id}", params={"part": part}, headers=headers, content=content,
            timeout=FILE_PATIENCE,
        )  # fmt: skip

    def complete(self, upload_id: str) -> shapes.Document:
        """Say that all parts are there.

        Raises:
            Refused: they are not, or the file did not pass. Unavailable.
        """
        answer = self.documents.send("POST", f"/v1/uploads/{upload_id}", timeout=FILE_PATIENCE)
        return cast(shapes.Document, answer.json())
