"""A picture that is a file by itself: what lies beside its points, and what is hidden or personal in what it shows."""

from collections.abc import Iterator
from typing import BinaryIO

from PIL import Image

from services.documents.clearing import pictures, seen
from services.documents.domain.gate import Finding


def look(file: BinaryIO, names: tuple[str, ...]) -> Iterator[Finding]:
    """What is hidden or personal in a JPEG, a PNG or a GIF.

    Raises:
        OSError, ValueError, ...: it cannot be read.
    """
    yield from pictures.look(file)
    file.seek(0)
    with Image.open(file) as shown:
        yield from seen.Reader(names).look(shown, "gambar")
