"""The blackened copy of a file: pictures of its pages, blackened, with words read from those very pictures.

Runs in a confined child. Nothing of the original but what its pages show ever reaches the copy: no text, no layer, no
note, no older version, no keyword. What is under a box is painted over before anything else sees the picture.
"""

import base64
from collections.abc import Iterator, Mapping, Sequence
from io import BytesIO
from typing import Any, BinaryIO, NamedTuple

import pikepdf
from PIL import Image, ImageDraw, ImageFont

from services.documents.clearing import reading
from services.documents.clearing.pages import Box
from services.documents.copies import sheet
from services.documents.redaction import leaves, side_by_side

DPI = 200
_GROUND = "Ps. 17 {}"  # what stands in a box
_LARGEST_LABEL, _SMALLEST_LABEL = 28, 12  # pixels
Blackened = Sequence[tuple[float, float, float, float, str]]  # left, top, width, height, ground


def work(
    file: BinaryIO,
    *,
    media_type: str,
    boxes: Mapping[str, Blackened],
    annex: str,
    says: Mapping[str, str],
) -> tuple[dict[str, Any], bytes]:
    """The job of the child: the copy as PDF, and whether the words of every page could be read.

    Args:
        boxes: what to blacken, by page from 1.
        annex: a PDF in base64 that is put behind the pages. says: what the copy says of itself: its `title`, and when
            it was `made_on`, as PDFs write it.
    """
    readable = True
    with leaves.opened(file, media_type) as sheets, pikepdf.new() as made:
        for page in side_by_side.mapped(_set, _blackened(sheets, boxes)):
            readable = readable and page.readable
            made.pages.append(sheet.page(made, page.size, page.sheet))
        with pikepdf.open(BytesIO(base64.b64decode(annex))) as behind:
            made.pages.extend(behind.pages)
            out = BytesIO()
            _describe(made, says)
            made.save(out, object_stream_mode=pikepdf.ObjectStreamMode.generate)
    return {"readable": readable}, out.getvalue()


def blacken(shown: Image.Image, boxes: Blackened) -> None:
    """Paint over every point of a picture that a box touches."""
    for box in boxes:
        shown.paste((0, 0, 0), _area(shown, box))


def bare(shown: Image.Image, boxes: Blackened) -> Image.Image:
    """A blackened picture in grey, white where it is black: a reader takes bars of ink for letters."""
    grey = shown.convert("L")
    for box in boxes:
        grey.paste(255, _area(grey, box))
    return grey


def label(shown: Image.Image, boxes: Blackened) -> list[reading.Word]:
    """Say in each box on which ground it was blackened, where there is room; what was written, and where."""
    pen, written = ImageDraw.Draw(shown), list[reading.Word]()
    for box in boxes:
        left, top, right, bottom = _area(shown, box)
        size, text = min(_LARGEST_LABEL, (bottom - top) * 2 // 3), _GROUND.format(box[4])
        font = ImageFont.load_default(max(size, _SMALLEST_LABEL))
        if size < _SMALLEST_LABEL or font.getlength(text) > (right - left) * 0.9:
            continue
        middle = (left + right) / 2, (top + bottom) / 2
        pen.text(middle, text, fill="white", font=font, anchor="mm")
        around = pen.textbbox(middle, text, font=font, anchor="mm")
        written.append(reading.Word(text, _fractions(shown, around), ()))
    return written


def _area(shown: Image.Image, box: tuple[float, float, float, float, str]) -> tuple[int, int, int, int]:
    left, top, width, height, _ = box
    return Box(left, top, left + width, top + height).pixels(shown.size)


def _fractions(shown: Image.Image, area: tuple[float, float, float, float]) -> Box:
    left, top, right, bottom = area
    return Box(left / shown.width, top / shown.height, right / shown.width, bottom / shown.height)


class _Page(NamedTuple):
    """A blackened page; `boxes` still have to be labelled. A reader is shown `bare`, without the black, too."""

    size: tuple[float, float]
    shown: Image.Image
    bare: Image.Image
    boxes: Blackened


class _Set(NamedTuple):
    size: tuple[float, float]
    sheet: sheet.Sheet
    readable: bool


def _blackened(sheets: leaves.Leaves, boxes: Mapping[str, Blackened]) -> Iterator[_Page]:
    for place in range(len(sheets)):
        leaf, hidden = sheets[place], boxes.get(str(place + 1), ())
        shown = leaf.picture(DPI)
        leaf.close()
        blacken(shown, hidden)
        yield _Page(leaf.size, shown, bare(shown, hidden), hidden)


def _set(page: _Page) -> _Set:
    words = _words(page)
    told = [*(words or ()), *label(page.shown, page.boxes)]
    return _Set(page.size, sheet.packed(page.shown, told), words is not None)


def _words(page: _Page) -> list[reading.Word] | None:
    try:
        return reading.placed(page.bare)
    except reading.NoReader:
        return None


def _describe(made: pikepdf.Pdf, says: Mapping[str, str]) -> None:
    made.docinfo.Title, made.docinfo.CreationDate = says["title"], says["made_on"]
    made.Root.Lang = pikepdf.String("id")
    made.Root.ViewerPreferences = pikepdf.Dictionary(DisplayDocTitle=True)
    for page in made.pages:  # tags of the annex, which the copy as a whole does not have
        if "/StructParents" in page:
            del page["/StructParents"]
