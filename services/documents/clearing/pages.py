"""The pages of a PDF as people see them, and the letters on them placed on that very picture.

Boxes are fractions of the page as shown (left, top, right, bottom from 0 to 1), so that rotation, crop box and zoom
are settled in one place: by whatever pdfium draws.
"""

import ctypes
from collections.abc import Iterator
from contextlib import contextmanager
from typing import BinaryIO, NamedTuple

import pypdfium2
import pypdfium2.raw as pdfium
from PIL import Image

POINTS = 72  # a PDF's unit, to the inch
_FINE = 1 << 20  # device units across a page when asking where something lies
LARGEST_SIDE = 5000  # pixels: a page as large as a wall is drawn smaller


class Box(NamedTuple):
    """A rectangle as fractions of the page as shown."""

    left: float
    top: float
    right: float
    bottom: float

    def widened(self, by: float) -> "Box":
        """The box and a rim around it, as a fraction of the page."""
        return Box(self.left - by, self.top - by, self.right + by, self.bottom + by)

    def joined(self, other: "Box") -> "Box":
        """The smallest box around both."""
        return Box(
            min(self.left, other.left), min(self.top, other.top), max(self.right, other.right),
            max(self.bottom, other.bottom),
        )  # fmt: skip

    def pixels(self, size: tuple[int, int]) -> tuple[int, int, int, int]:
        """The pixels of a picture of this size that the box touches, cut to the picture."""
        width, height = size
        return (
            max(0, int(self.left * width)),
            max(0, int(self.top * height)),
            min(width, int(-(-self.right * width // 1))),
            min(height, int(-(-self.bottom * height // 1))),
        )


class Letter(NamedTuple):
    """A letter of a page's text: what is copied when the place is copied."""

    text: str
    box: Box | None


@contextmanager
def opened(file: BinaryIO) -> Iterator[pypdfium2.PdfDocument]:
    """A PDF to look at.

    Raises:
        pypdfium2.PdfiumError: it is damaged or behind a password.
    """
    document = pypdfium2.PdfDocument(file)
    try:
        yield document
    finally:
        document.close()


def picture(page: pypdfium2.PdfPage, dpi: int, *, forms: bool = False) -> Image.Image:
    """The page as people see it, in colour; what was typed into its form only where `forms` says so."""
    scale = min(dpi / POINTS, LARGEST_SIDE / max(*page.get_size(), 1))
    bitmap = page.render(scale=scale, may_draw_forms=forms)
    try:
        shown: Image.Image = bitmap.to_pil().convert("RGB")
        return shown
    finally:
        bitmap.close()


def flat(shown: Image.Image, ground: str = "white") -> Image.Image:
    """A picture as people see it, in colour: what is seen through lies on white paper."""
    if not shown.has_transparency_data:
        return shown.convert("RGB")
    paper = Image.new("RGBA", shown.size, ground)
    paper.alpha_composite(shown.convert("RGBA"))
    return paper.convert("RGB")


class Plane:
    """How a page's own coordinates lie on the page as shown."""

    def __init__(self, page: pypdfium2.PdfPage) -> None:
        """Ask pdfium where three points lie; everything else follows."""
        zero, across, up = (self._asked(page, *point) for point in ((0, 0), (1000, 0), (0, 1000)))
        self._zero = zero
        self._across = ((across[0] - zero[0]) / 1000, (across[1] - zero[1]) / 1000)
        self._up = ((up[0] - zero[0]) / 1000, (up[1] - zero[1]) / 1000)

    def box(self, left: float, bottom: float, right: float, top: float) -> Box:
        """The box on the page as shown around a rectangle in the page's own coordinates."""
        starts, ends = list[float](), list[float]()
        for zero, across, up in zip(self._zero, self._across, self._up, strict=True):
            one, other, low, high = left * across, right * across, bottom * up, top * up
            starts.append(zero + min(one, other) + min(low, high))
            ends.append(zero + max(one, other) + max(low, high))
        return Box(*starts, *ends)

    @staticmethod
    def _asked(page: pypdfium2.PdfPage, x: float, y: float) -> tuple[float, float]:
        across, down = ctypes.c_int(), ctypes.c_int()
        pdfium.FPDF_PageToDevice(page, 0, 0, _FINE, _FINE, 0, x, y, across, down)
        return across.value / _FINE, down.value / _FINE


def letters(page: pypdfium2.PdfPage) -> list[Letter]:
    """Every letter of a page in reading order; what pdfium puts in between (spaces, line ends) has no box."""
    plane, text = Plane(page), page.get_textpage()
    try:
        return [_letter(text, plane, place) for place in range(text.count_chars())]
    finally:
        text.close()


def _letter(text: pypdfium2.PdfTextPage, plane: Plane, place: int) -> Letter:
    code = pdfium.FPDFText_GetUnicode(text, place)
    shown = chr(code) if 0 < code <= 0x10FFFF else "\ufffd"
    if pdfium.FPDFText_IsGenerated(text, place) == 1 or shown.isspace():
        return Letter(shown, None)
    return Letter(shown, plane.box(*text.get_charbox(place)))


def stretch(found: list[Letter], start: int, end: int) -> list[Box]:
    """The boxes that cover letters from `start` up to `end`: one for each line they stand on, also a standing line."""
    lines, last = list[Box](), None
    for letter in found[start:end]:
        box = letter.box
        if box is None:
            continue
        if last and (_beside(last, box) or _below(last, box)):
            line = lines[-1]
            lines[-1] = Box(
                min(line.left, box.left),
                min(line.top, box.top),
                max(line.right, box.right),
                max(line.bottom, box.bottom),
            )
        else:
            lines.append(box)
        last = box
    return lines


def _beside(last: Box, box: Box) -> bool:
    """Whether a letter stands to the right of the one before, or right to its left as in a line upside down."""
    near = last.left - box.right < last.bottom - last.top
    return box.top < last.bottom and last.top < box.bottom and (box.left > last.left or near)


def _below(last: Box, box: Box) -> bool:
    """Whether a letter stands right above or below the one before, as in a line that stands on its end."""
    apart = max(box.top - last.bottom, last.top - box.bottom)
    return box.left < last.right and last.left < box.right and apart < last.bottom - last.top
