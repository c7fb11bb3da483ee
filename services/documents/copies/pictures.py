"""The copy of a picture: its points as people see them, in a new file that says nothing but them."""

from io import BytesIO
from typing import BinaryIO

from PIL import Image, ImageOps

from services.documents.copies import pages, sheet
from services.documents.copies.flat import flat
from services.documents.copies.made import Made, Piece
from services.documents.files.domain import formats
from services.documents.readers import reading
from services.documents.readers.pages import LARGEST_SIDE
from services.documents.readers.shades import legible

_QUALITY = 90
_READ_SIDE = 2400  # points of what is read: A4 at 200 dpi


def write(file: BinaryIO) -> Made:
    """The copy of a JPEG as JPEG, of a PNG or GIF as PNG, upright, on paper where it is transparent.

    Raises:
        OSError, ValueError: it cannot be read.
    """
    with Image.open(file, formats=("JPEG", "PNG", "GIF")) as opened:
        photo = opened.format == "JPEG"
        opened.draft("RGB", (LARGEST_SIDE // 2, LARGEST_SIDE // 2))
        opened.thumbnail((LARGEST_SIDE, LARGEST_SIDE))
        shown = legible(ImageOps.exif_transpose(opened))
    if sheet.is_grey(shown):
        shown = shown.convert("L")
    shown = flat(shown)
    out = BytesIO()
    Image.frombytes(shown.mode, shown.size, shown.tobytes()).save(out, "JPEG" if photo else "PNG", quality=_QUALITY)
    kind, extension = (formats.JPEG, "jpg") if photo else (formats.PNG, "png")
    try:
        words, readable = [Piece("gambar", _words(shown))], True
    except reading.NoReader:
        words, readable = [], False
    return Made(out.getvalue(), kind.media_type, extension, 1, words, readable)


def _words(shown: Image.Image) -> str:
    smaller = shown.copy()
    smaller.thumbnail((_READ_SIDE, _READ_SIDE))
    return pages.text_of(reading.placed(smaller))
