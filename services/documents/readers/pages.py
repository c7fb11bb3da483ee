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


_LEFT, _BOTTOM, _RIGHT, _TOP = range(4)  # of a rectangle in the page's own coordinates
_Side = tuple[float, float, int, float, int]  # where zero lies; how far across leads, from which side; the same for up


class Plane:
    """How a page's own coordinates lie on the page as shown."""

    def __init__(self, page: pypdfium2.PdfPage) -> None:
        """Ask pdfium where three points lie; everything else follows."""
        asked = (self._asked(page, *point) for point in ((0, 0), (1000, 0), (0, 1000)))
        starts, ends = list[_Side](), list[_Side]()
        for zero, along, above in zip(*asked, strict=True):
            across, up = (along - zero) / 1000, (above - zero) / 1000
            first, last = (_LEFT, _RIGHT) if across >= 0 else (_RIGHT, _LEFT)
            low, high = (_BOTTOM, _TOP) if up >= 0 else (_TOP, _BOTTOM)
            starts.append((zero, across, first, up, low))
            ends.append((zero, across, last, up, high))
        self._sides = (*starts, *ends)

    def box(self, left: float, bottom: float, right: float, top: float) -> Box:
        """The box on the page as shown around a rectangle in the page's own coordinates."""
        if left > right or bottom > top:
            return self.box(min(left, right), min(bottom, top), max(left, right), max(bottom, top))
        corners = left, bottom, right, top
        return Box(*[zero + across * corners[side] + up * corners[end] for zero, across, side, up, end in self._sides])

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
