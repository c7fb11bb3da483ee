"""Where a file goes while the form is read that it comes in: for most of them wherever Flask puts it, on the disk."""

import hashlib
from io import BytesIO
from typing import IO, cast

from flask import Request

CHECK = "genuine.check"  # a form that anybody may send a file with
HAND_IN, DESK_HAND_IN = "proofs.papers", "desk.hand_in"  # the forms with papers that prove who asks


class Digest:
    """Where an uploaded file goes that nobody needs to keep: it is hashed as it comes, and its bytes are gone."""

    def __init__(self) -> None:
        self._hash, self._size = hashlib.sha256(), 0

    def write(self, piece: bytes) -> int:
        """Take the next bytes."""
        self._hash.update(piece)
        self._size += len(piece)
        return len(piece)

    def seek(self, offset: int) -> int:
        """Go back to the beginning, as the form's reader does at the end; there is nothing to go back to."""
        return offset

    def close(self) -> None:
        """Nothing is held open."""

    def __str__(self) -> str:
        """Return the SHA-256 in hexadecimal; empty when nothing came."""
        return self._hash.hexdigest() if self._size else ""


class PageRequest(Request):
    """A request that keeps no file which is only to be hashed, and holds none on a disk that proves who asks."""

    def _get_file_stream(
        self,
        total_content_length: int | None,
        content_type: str | None,
        filename: str | None = None,
        content_length: int | None = None,
    ) -> IO[bytes]:
        if self.endpoint == CHECK:
            return cast(IO[bytes], Digest())
        if self.endpoint in (HAND_IN, DESK_HAND_IN):
            return BytesIO()
        return super()._get_file_stream(total_content_length, content_type, filename, content_length)
