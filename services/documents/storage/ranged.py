"""A stored file as a seekable stream: each read is one request."""

import io

from minio import Minio

from services.documents.storage.faults import translated


class Ranged(io.RawIOBase):
    """A stored file as `zipfile` wants one: it reads the end, the table of contents, an entry."""

    LONGEST = 16 << 20  # bytes of one read: a table of contents of ten thousand entries has a tenth of that

    def __init__(self, client: Minio, bucket: str, key: str, size: int) -> None:
        self._client, self._bucket, self._key, self._size, self._at = client, bucket, key, size, 0

    def seekable(self) -> bool:
        """Always."""
        return True

    def seek(self, offset: int, whence: int = io.SEEK_SET) -> int:
        """Go to a place without asking the storage."""
        self._at = offset + {io.SEEK_SET: 0, io.SEEK_CUR: self._at, io.SEEK_END: self._size}[whence]
        if self._at < 0:
            raise ValueError("before the beginning")
        return self._at

    def tell(self) -> int:
        """Where the next read begins, in bytes."""
        return self._at

    def read(self, size: int | None = -1) -> bytes:
        """Fetch the next bytes."""
        rest = max(self._size - self._at, 0)
        size = rest if size is None or size < 0 else min(size, rest)
        if size == 0:
            return b""
        if size > self.LONGEST:
            raise ValueError("too much at once")
        with translated():
            answer = self._client.get_object(self._bucket, self._key, offset=self._at, length=size)
            try:
                found = answer.read()
            finally:
                answer.close()
                answer.release_conn()
        self._at += len(found)
        return found
