"""The copy of a file that has pages: pictures of them, with words behind that were read from those very pictures.

Nothing of the original but what its pages show reaches the copy: no text, no layer, no note, no older version, no
keyword. What is under a box is painted over, and what nobody sees is made flat, before anything else sees the picture.
"""

import base64
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import UTC, datetime
from io import BytesIO
from typing import BinaryIO, NamedTuple

import pikepdf
from PIL import Image, ImageDraw, ImageFont

from services.documents.copies import sheet, spelling
from services.documents.copies.flat import flat
from services.documents.copies.made import Made, Piece, Says
from services.documents.files.domain import formats
from services.documents.readers import reading
from services.documents.readers.pages import Box, Letter
from services.documents.redaction import leaves, side_by_side

DPI = 200
_GROUND = "Ps. 17 {}"  # what stands in a box
_LARGEST_LABEL, _SMALLEST_LABEL = 28, 12  # pixels
Boxes = Sequence[tuple[float, float, float, float, str]]  # left, top, width, height, ground
Area = tuple[int, int, int, int]  # pixels: left, top, right, bottom


def write(
    file: BinaryIO,
    media_type: str,
    boxes: Mapping[str, Boxes],
    says: Says,
    tell: Callable[[int, int], None],
) -> Made:
    """The copy as PDF.

    Args:
        boxes: what to blacken, by page from 1. tell: is told how many pages are done, of how many.
    """
    words, readable = list[Piece](), True
    with leaves.opened(file, media_type) as found, pikepdf.new() as made:
        pages = len(found)
        for number, page in enumerate(side_by_side.mapped(_read, _blackened(found, boxes)), start=1):
            made.pages.append(sheet.page(made, page.size, page.sheet))
            words.append(Piece(f"halaman {number}", text_of(page.sheet.words)))
            readable = readable and page.readable
            tell(number, pages)
        with pikepdf.open(BytesIO(base64.b64decode(says["annex"]))) if says["annex"] else pikepdf.new() as behind:
            made.pages.extend(behind.pages)
            _describe(made, says)
            out = BytesIO()
            made.save(out, object_stream_mode=pikepdf.ObjectStreamMode.generate)
    return Made(out.getvalue(), formats.PDF.media_type, "pdf", pages, words, readable)


def text_of(words: Sequence[reading.Word]) -> str:
    """Words in reading order as a text, line by line."""
    lines, last = list[list[str]](), None
    for word in words:
        if last is None or word.line != last:
            lines.append([])
        lines[-1].append(word.text)
        last = word.line
    return "\n".join(map(" ".join, lines))


def blacken(shown: Image.Image, boxes: Boxes) -> None:
    """Paint over every point of a picture that a box touches."""
    for box in boxes:
        shown.paste((0, 0, 0) if shown.mode == "RGB" else 0, area(shown, box))


def bare(shown: Image.Image, boxes: Boxes) -> Image.Image:
    """A blackened picture in grey, white where it is black: a reader takes bars of ink for letters."""
    grey = shown.convert("L")
    for box in boxes:
        grey.paste(255, area(grey, box))
    return grey


def label(shown: Image.Image, boxes: Boxes) -> list[reading.Word]:
    """Say in each box on which ground it was blackened, where there is room; what was written, and where."""
    pen, written = ImageDraw.Draw(shown), list[reading.Word]()
    for box in boxes:
        left, top, right, bottom = area(shown, box)
        size, text = min(_LARGEST_LABEL, (bottom - top) * 2 // 3), _GROUND.format(box[4])
        font = ImageFont.load_default(max(size, _SMALLEST_LABEL))
        if size < _SMALLEST_LABEL or font.getlength(text) > (right - left) * 0.9:
            continue
        middle = (left + right) / 2, (top + bottom) / 2
        pen.text(middle, text, fill="white", font=font, anchor="mm")
        around = pen.textbbox(middle, text, font=font, anchor="mm")
        written.append(reading.Word(text, _fractions(shown, around), ()))
    return written


def area(shown: Image.Image, box: tuple[float, float, float, float, str]) -> Area:
    """The points of a picture that a box touches."""
    left, top, width, height, _ = box
    return Box(left, top, left + width, top + height).pixels(shown.size)


def _fractions(shown: Image.Image, place: tuple[float, float, float, float]) -> Box:
    left, top, right, bottom = place
    return Box(left / shown.width, top / shown.height, right / shown.width, bottom / shown.height)


class _Page(NamedTuple):
    """A page whose `boxes` are painted over; `letters` are those that can be copied from the original beside them."""

    size: tuple[float, float]
    shown: Image.Image
    boxes: Boxes
    letters: Sequence[Letter]


class _Read(NamedTuple):
    size: tuple[float, float]
    sheet: sheet.Sheet
    readable: bool


def _blackened(sheets: leaves.Leaves, boxes: Mapping[str, Boxes]) -> Iterator[_Page]:
    for place in range(len(sheets)):
        leaf, hidden = sheets[place], boxes.get(str(place + 1), ())
        shown, letters = leaf.picture(DPI), leaf.letters()
        leaf.close()
        if sheet.is_grey(shown):
            shown = shown.convert("L")
        blacken(shown, hidden)
        yield _Page(leaf.size, shown, hidden, [_beside(letter, hidden) for letter in letters])


def _beside(letter: Letter, boxes: Boxes) -> Letter:
    """A letter of the original, or a gap where a box touches it."""
    at = letter.box
    touched = at and any(
        left < at.right and at.left < left + width and top < at.bottom and at.top < top + height
        for left, top, width, height, _ in boxes
    )
    return Letter(" ", None) if touched else letter


def _read(page: _Page) -> _Read:
    shown = flat(page.shown)
    blacken(shown, page.boxes)  # once more: their edges may have been mixed with what is beside them
    try:
        words = spelling.spelled(reading.placed(bare(shown, page.boxes)), page.letters)
        readable = True
    except reading.NoReader:
        words, readable = [], False
    return _Read(page.size, sheet.packed(shown, [*words, *label(shown, page.boxes)]), readable)


def _describe(made: pikepdf.Pdf, says: Says) -> None:
    made.docinfo.Title = says["title"]
    made.docinfo.CreationDate = f"{datetime.fromisoformat(says['made_on']).astimezone(UTC):D:%Y%m%d%H%M%SZ}"
    made.Root.Lang = pikepdf.String("id")
    made.Root.ViewerPreferences = pikepdf.Dictionary(DisplayDocTitle=True)
    for page in made.pages:  # tags of the annex, which the copy as a whole does not have
        if "/StructParents" in page:
            del page["/StructParents"]
