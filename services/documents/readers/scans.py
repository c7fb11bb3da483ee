"""The pages of a TIFF as people see them: upright, in the shape that their paper had, in colour."""

import io
import os
from collections.abc import Iterator
from contextlib import contextmanager
from typing import BinaryIO

from PIL import Image

from services.documents.readers import directories
from services.documents.readers.directories import Directory, Tiff
from services.documents.readers.pages import LARGEST_SIDE

_ON_THEIR_SIDE = (5, 6, 7, 8)  # orientations of TIFF 6.0, page 36, that swap width and height
_MOST_STRETCHED = 4  # a fax is twice as fine across as down; what says more has no shape that paper has


class Scans:
    """The pages of a TIFF, numbered from 0; `sizes` are their widths and heights in points of the finer side."""

    def __init__(self, sizes: list[tuple[int, int]], shown: Image.Image) -> None:
        """Take the pages as they were counted, and the picture that is turned to each."""
        self.sizes, self._shown = sizes, shown

    def __len__(self) -> int:
        """How many there are."""
        return len(self.sizes)

    def drawn(self, place: int) -> Image.Image:
        """A page as it is kept, upright; it lasts until the next one is drawn.

        Raises:
            OSError, ValueError, ...: it cannot be read.
        """
        self._shown.seek(place)
        self._shown.load()
        return self._shown

    def picture(self, place: int, longest: int = LARGEST_SIDE) -> Image.Image:
        """A page in colour, its longer side at most so many points.

        Raises:
            OSError, ValueError, ...: it cannot be read.
        """
        width, height = self.sizes[place]
        scale = min(1, longest / max(width, height))
        size = max(1, round(width * scale)), max(1, round(height * scale))
        drawn = self.drawn(place)
        shown = drawn.convert("L" if drawn.mode == "1" else "RGB")  # letters in black and white shrink to greys
        return shown.resize(size, reducing_gap=2).convert("RGB")


@contextmanager
def opened(file: BinaryIO) -> Iterator[Scans]:
    """A TIFF to look at.

    Raises:
        OSError, ValueError, ...: it cannot be read.
    """
    tiff = Tiff(file)
    sizes = [_size(tiff, found) for found in tiff.directories() if not found.within]
    file.seek(0)
    with Image.open(_numbered(file), formats=("TIFF",)) as shown:
        yield Scans(sizes, shown)


def _numbered(file: BinaryIO) -> BinaryIO:
    """The same file under another number: a confined child reads from 0, which Pillow takes for no file at all."""
    try:
        return os.fdopen(os.dup(file.fileno()), "rb")
    except io.UnsupportedOperation:  # it lies in memory
        return file


def _size(tiff: Tiff, page: Directory) -> tuple[int, int]:
    width, height = (tiff.number(page, tag, 0) for tag in (directories.WIDTH, directories.LENGTH))
    across, down = (tiff.ratio(page, tag) for tag in directories.RESOLUTIONS)
    if across and down and 1 / _MOST_STRETCHED <= across / down <= _MOST_STRETCHED:
        finest = max(across, down)
        width, height = round(width * finest / across), round(height * finest / down)
    if tiff.number(page, directories.ORIENTATION, 1) in _ON_THEIR_SIDE:
        return height, width
    return width, height
