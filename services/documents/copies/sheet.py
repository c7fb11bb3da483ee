"""A page of a PDF that is a picture, with its words behind it so that they can be searched, copied and read aloud."""

import zlib
from collections.abc import Iterator, Sequence
from io import BytesIO
from itertools import pairwise
from typing import NamedTuple

import pikepdf
from pikepdf import Array, Dictionary, Name, Stream
from PIL import Image, ImageChops

from services.documents.readers import seen
from services.documents.readers.pages import Box
from services.documents.readers.reading import Word

_GREY = 12  # of 255: colours that lie closer together than this are taken for grey
_QUALITY = 80
_MOST_LETTERS = 255  # that one page can tell apart
_CLEARLY = 2  # times the contrast that the release gate asks of a letter


class Sheet(NamedTuple):
    """A page ready to be put into a PDF: its picture, packed, and the words that stand on it."""

    pixels: tuple[int, int]
    colours: Name
    way: Name
    content: bytes
    words: Sequence[Word]


def packed(shown: Image.Image, words: Sequence[Word]) -> Sheet:
    """Pack what is to be seen in the way that takes less room; of the words, in order, those that stand there."""
    if shown.mode != "L" and is_grey(shown):
        shown = shown.convert("L")
    photo, flat = BytesIO(), zlib.compress(shown.tobytes(), 4)
    shown.save(photo, "JPEG", quality=_QUALITY)
    smaller = len(photo.getvalue()) < len(flat)
    return Sheet(
        pixels=shown.size,
        colours=Name.DeviceGray if shown.mode == "L" else Name.DeviceRGB,
        way=Name.DCTDecode if smaller else Name.FlateDecode,
        content=photo.getvalue() if smaller else flat,
        words=[word for word in words if _stands(word, shown)],
    )


def page(made: pikepdf.Pdf, size: tuple[float, float], sheet: Sheet) -> pikepdf.Page:
    """A new page; it still has to be put into the PDF.

    Args:
        size: width and height in points.
    """
    width, height = (round(side, 2) for side in size)
    letters = sorted({letter for word in sheet.words for letter in word.text} | {" "})[:_MOST_LETTERS]
    holds = Dictionary(XObject=Dictionary(P=_picture(made, sheet)), Font=Dictionary(F=_font(made, letters)))
    orders = [f"q {width} 0 0 {height} 0 0 cm /P Do Q".encode()]
    orders += [_order(word, size, letters) for word in _spaced(sheet.words)]
    return pikepdf.Page(
        made.make_indirect(
            Dictionary(
                Type=Name.Page,
                MediaBox=Array([0, 0, width, height]),
                Resources=holds,
                Contents=Stream(made, b"\n".join(orders)),
            )
        )
    )


def _stands(word: Word, shown: Image.Image) -> bool:
    """Whether there is ink at every letter of a word: readers also see words where there are none."""
    share = (word.box.right - word.box.left) / len(word.text)
    return all(
        seen.contrast(shown, _cut(word.box, word.box.left + place * share, share, shown)) > _CLEARLY * seen.CONTRAST
        for place, letter in enumerate(word.text)
        if letter.isalnum()
    )


def _cut(box: Box, left: float, width: float, shown: Image.Image) -> tuple[int, int, int, int]:
    return Box(left, box.top, left + width, box.bottom).pixels(shown.size)


def _spaced(words: Sequence[Word]) -> Iterator[Word]:
    """The words with a space between any two on a line."""
    for word, after in pairwise([*words, None]):
        assert word is not None
        yield word
        if after and after.line == word.line and after.box.left > word.box.right:
            yield Word(" ", Box(word.box.right, word.box.top, after.box.left, word.box.bottom), word.line)


def _order(word: Word, size: tuple[float, float], letters: Sequence[str]) -> bytes:
    """The order that writes a word, unseen, right across its box; every letter is as wide as the font is high."""
    codes = bytes(letters.index(letter) + 1 for letter in word.text if letter in letters)
    if not codes:
        return b""
    left, bottom = word.box.left * size[0], (1 - word.box.bottom) * size[1]
    width, height = (word.box.right - word.box.left) * size[0], (word.box.bottom - word.box.top) * size[1]
    stretch = 100 * width / (len(codes) * height)
    return f"BT 3 Tr /F {height:.2f} Tf {stretch:.2f} Tz {left:.2f} {bottom:.2f} Td <{codes.hex()}> Tj ET".encode()


def _font(made: pikepdf.Pdf, letters: Sequence[str]) -> Dictionary:
    """A font without shapes whose letters fill their box, so that it takes no room and fits every picture."""
    unseen = Stream(made, b"1000 0 0 0 1000 1000 d1")
    return made.make_indirect(
        Dictionary(
            Type=Name.Font,
            Subtype=Name.Type3,
            FontBBox=Array([0, 0, 1000, 1000]),
            FontMatrix=Array([0.001, 0, 0, 0.001, 0, 0]),
            CharProcs=Dictionary(u=unseen),
            Encoding=Dictionary(Type=Name.Encoding, Differences=Array([1, *[Name.u] * len(letters)])),
            FirstChar=1,
            LastChar=len(letters),
            Widths=Array([1000] * len(letters)),
            Resources=Dictionary(),
            ToUnicode=Stream(made, _meanings(letters)),
        )
    )


def _meanings(letters: Sequence[str]) -> bytes:
    """What the codes of the font mean (ISO 32000-2, 9.10.3)."""
    pairs = [f"<{code:02x}> <{letter.encode('utf-16-be').hex()}>" for code, letter in enumerate(letters, start=1)]
    lists = [pairs[start : start + 100] for start in range(0, len(pairs), 100)]
    said = "\n".join("\n".join([f"{len(some)} beginbfchar", *some, "endbfchar"]) for some in lists)
    return (
        "/CIDInit /ProcSet findresource begin 12 dict begin begincmap /CMapName /Letters def /CMapType 2 def\n"
        f"1 begincodespacerange <00> <ff> endcodespacerange\n{said}\nendcmap end end"
    ).encode()


def _picture(made: pikepdf.Pdf, sheet: Sheet) -> Stream:
    return Stream(
        made,
        sheet.content,
        Type=Name.XObject,
        Subtype=Name.Image,
        Width=sheet.pixels[0],
        Height=sheet.pixels[1],
        ColorSpace=sheet.colours,
        BitsPerComponent=8,
        Filter=sheet.way,
    )


def is_grey(shown: Image.Image) -> bool:
    """Whether a picture in colour has none that is to be seen."""
    red, green, blue = shown.split()
    return all(int(ImageChops.difference(red, other).getextrema()[1]) < _GREY for other in (green, blue))  # type: ignore[arg-type]
