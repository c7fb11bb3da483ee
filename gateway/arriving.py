"""What the pages ask documents about files that come in parts."""

from typing import TypedDict, cast

from chassis.client import Client
from gateway import shapes
from gateway.backends import FILE_PATIENCE, _host


class Underway(TypedDict):
    """A file that comes in parts: how large one is in bytes, and the numbers of those that are there."""

    id: str
    part_size: int
    parts: list[int]


class Arriving:
    """Files that come in parts."""

    def __init__(self, client: Client) -> None:
        self._client = client

    def begin(self, request_id: str, name: str, size: int) -> Underway:
        """Announce a file of so many bytes for the answer to a request.

        Raises:
            Refused: what is wrong with it. Unavailable.
        """
        said = {"request": request_id, "purpose": "answer", "name": name, "size": size}
        return cast(Underway, self._client.call("POST", "/v1/uploads", host=_host(), json=said).json())

    def show(self, upload_id: str) -> Underway:
        """Which parts are there.

        Raises:
            Refused: the upload is over. Unavailable.
        """
        return cast(Underway, self._client.call("GET", f"/v1/uploads/{upload_id}", host=_host()).json())

    def put(self, upload_id: str, part: int, content: bytes) -> None:
        """Bring a part.

        Raises:
            Refused: the upload is over, or the part is none of it. Unavailable.
        """
        path, headers = f"/v1/uploads/{upload_id}", {"Content-Type": "application/octet-stream"}
        self._client.call(
            "PUT", path, host=_host(), params={"part": part}, headers=headers, content=content, timeout=FILE_PATIENCE
        )

    def complete(self, upload_id: str) -> shapes.Document:
        """Say that all parts are there.

        Raises:
            Refused: they are not, or the file did not pass. Unavailable.
        """
        path = f"/v1/uploads/{upload_id}"
        return cast(shapes.Document, self._client.call("POST", path, host=_host(), timeout=FILE_PATIENCE).json())
