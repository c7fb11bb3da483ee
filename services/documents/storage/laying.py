"""What is made here, on its way to the storage piece by piece, counted and hashed: its size is known at its end."""

import hashlib
from collections.abc import Iterable


class Laid:
    """Pieces as something to read from; `size` in bytes and `sha256` are those of all that was read."""

    def __init__(self, pieces: Iterable[bytes]) -> None:
        """Take the pieces; none is made before it is read."""
        self._pieces = filter(None, pieces)
        self._rest = b""
        self._hash = hashlib.sha256()
        self.size = 0

    def read(self, size: int) -> bytes:
        """The next bytes, at most so many; empty at the end. Raises whatever making them raises."""
        piece = self._rest or next(self._pieces, b"")
        piece, self._rest = piece[:size], piece[size:]
        self._hash.update(piece)
        self.size += len(piece)
        return piece

    @property
    def sha256(self) -> str:
        """The digest."""
        return self._hash.hexdigest()
