"""The pages of a file as people see them, whatever kind of file it is."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import BinaryIO, Protocol

import pypdfium2
from PIL import Image, ImageOps

from services.documents.files.domain import formats
from services.documents.readers import pages, scans, seen
from services.documents.readers.pages import LARGEST_SIDE, POINTS, Letter

_SHEET = 842  # points: the long side of A4, on which a picture is shown


class Leaf(Protocol):
    """A page; `size` is its width and height in points as seen, turned and cropped."""

    size: tuple[float, float]

    def picture(self, dpi: int) -> Image.Image:
        """What is to be seen, in colour."""

    def letters(self) -> list[Letter]:
        """What can be copied from it, with places; nothing for a picture."""

    def is_picture(self) -> bool:
        """Whether words on it may be part of a picture."""

    def close(self) -> None:
        """Let go of what it holds in memory."""


class Leaves(Protocol):
    """A file's pages, numbered from 0, each opened when it is asked for."""

    def __len__(self) -> int: ...

    def __getitem__(self, place: int) -> Leaf: ...


@contextmanager
def opened(file: BinaryIO, media_type: str) -> Iterator[Leaves]:
    """The pages of a PDF, TIFF, JPEG, PNG or GIF.

    Raises:
        pypdfium2.PdfiumError, OSError, ValueError: it cannot be read.
    """
    if media_type == formats.TIFF.media_type:
        with scans.opened(file) as found:
            yield _Bundle(found)
        return
    if media_type != formats.PDF.media_type:
        with Image.open(file, formats=("JPEG", "PNG", "GIF")) as shown:
            yield [_Photo(shown)]
        return
    with pages.opened(file) as document:
        document.init_forms()  # what was typed into a form is to be seen too
        yield _Paper(document)


class _Paper:
    def __init__(self, document: pypdfium2.PdfDocument) -> None:
        self._document = document

    def __len__(self) -> int:
        return len(self._document)

    def __getitem__(self, place: int) -> Leaf:
        return _Page(self._document[place])


class _Page:
    def __init__(self, page: pypdfium2.PdfPage) -> None:
        self._page = page
        self.size: tuple[float, float] = page.get_size()

    def picture(self, dpi: int) -> Image.Image:
        return pages.picture(self._page, dpi, forms=True)

    def letters(self) -> list[Letter]:
        return pages.letters(self._page)

    def is_picture(self) -> bool:
        return seen.is_picture(self._page)

    def close(self) -> None:
        self._page.close()


class _Bundle:
    def __init__(self, found: scans.Scans) -> None:
        self._found = found

    def __len__(self) -> int:
        return len(self._found)

    def __getitem__(self, place: int) -> Leaf:
        return _Scan(self._found, place)


class _Pictured:
    """A page that is a picture: whatever is written on it can be seen and not be copied."""

    def letters(self) -> list[Letter]:
        return []

    def is_picture(self) -> bool:
        return True

    def close(self) -> None:
        pass


class _Scan(_Pictured):
    def __init__(self, found: scans.Scans, place: int) -> None:
        self._found, self._place = found, place
        self.size = _on_paper(found.sizes[place])

    def picture(self, dpi: int) -> Image.Image:
        return self._found.picture(self._place, _side(dpi))


class _Photo(_Pictured):
    """A picture, turned as its camera says, on white where it is transparent."""

    def __init__(self, shown: Image.Image) -> None:
        if shown.format == "JPEG":
            shown.draft(
                "RGB", (LARGEST_SIDE // 2, LARGEST_SIDE // 2)
            )  # read at a fraction of its size, if it is larger
        shown.thumbnail((LARGEST_SIDE, LARGEST_SIDE))
        self._shown = pages.flat(ImageOps.exif_transpose(shown))
        self.size = _on_paper(self._shown.size)

    def picture(self, dpi: int) -> Image.Image:
        shown = self._shown.copy()
        shown.thumbnail((_side(dpi), _side(dpi)))
        return shown


def _on_paper(size: tuple[int, int]) -> tuple[float, float]:
    scale = _SHEET / max(size)
    return size[0] * scale, size[1] * scale


def _side(dpi: int) -> int:
    return round(_SHEET * dpi / POINTS)
