"""What the pages ask documents about files that come in parts."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, TypedDict, cast

from gateway.backends.asking import FILE_PATIENCE, Backend


class Underway(TypedDict):
    """A file that comes in parts: how large one is in bytes, and the numbers of those that are there."""

    id: str
    part_size: int
    parts: list[int]


@dataclass(frozen=True, slots=True)
class Arriving:
    """Files that come in parts: where, of whose request and for what as `said`, and with whose ticket in `headers`."""

    documents: Backend
    path: str
    said: Mapping[str, str]
    headers: Mapping[str, str]

    def begin(self, name: str, size: int) -> Underway:
        """Announce a file of so many bytes.

        Raises:
            Refused: what is wrong with it. Unavailable.
        """
        said = {**self.said, "name": name, "size": size}
        return cast(Underway, self.documents.send("POST", self.path, said, headers=self.headers).json())

    def show(self, upload_id: str) -> Underway:
        """Which parts are there.

        Raises:
            Refused: the upload is over. Unavailable.
        """
        return cast(Underway, self.documents.read(f"{self.path}/{upload_id}", headers=self.headers))

    def put(self, upload_id: str, part: int, content: bytes) -> None:
        """Bring a part.

        Raises:
            Refused: the upload is over, or the part is none of it. Unavailable.
        """
        headers = {"Content-Type": "application/octet-stream", **self.headers}
        self.documents.send(
            "PUT", f"{self.path}/{upload_id}", params={"part": part}, headers=headers, content=content,
            timeout=FILE_PATIENCE,
        )  # fmt: skip

    def complete(self, upload_id: str) -> dict[str, Any]:
        """Say that all parts are there.

        Raises:
            Refused: they are not, or the file did not pass. Unavailable.
        """
        answer = self.documents.send("POST", f"{self.path}/{upload_id}", headers=self.headers, timeout=FILE_PATIENCE)
        return dict(answer.json())


def of_answer(documents: Backend, request_id: str) -> Arriving:
    """Files for the answer to a request."""
    return Arriving(documents, "/v1/uploads", {"request": request_id, "purpose": "answer"}, {})
