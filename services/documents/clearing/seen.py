"""Whether what can be copied from a page can also be seen on it.

A letter whose place on the picture has but one colour is not to be seen there: it lies under a box, is as white as the
paper, is switched off with its layer, or was never drawn. That holds whatever the trick is. Two cases need more: a
picture laid over letters has many colours of its own, and a picture under a box has no letters at all.
"""

import ctypes
import hashlib
from collections.abc import Iterator
from functools import reduce
from typing import Any

import pypdfium2
import pypdfium2.raw as pdfium
from PIL import Image

from services.documents.clearing import cells, pages, personal, reading, shades
from services.documents.clearing.pages import Box, Letter
from services.documents.clearing.shades import LEGIBLE
from services.documents.gate.domain.findings import Finding, Kind

DPI = 110
_RIM = 1.5  # pixels around a letter: one that fills its own box still stands on something
CONTRAST = cells.CONTRAST
_LOOKED_THROUGH = 20  # letters on a page with pictures that make it more than a scan
_LEAST_SHARE = 0.0004  # of the page: smaller boxes on pictures are dots and rules
_PICTURE_SHARE = 0.02  # of the page: smaller pictures are ornaments
MOST_READ = 30  # pictures of a file that a program reads; people read the others


def look(
    page: pypdfium2.PdfPage,
    objects: list[pypdfium2.PdfObject],
    found: list[Letter],
    where: str,
    names: tuple[str, ...],
) -> Iterator[Finding]:
    """What is hidden or personal on a page; the page is changed in memory and not to be looked at again.

    Args:
        page: the page. objects: what lies on it. found: its letters. where: which page, in words.
        names: whom to look for.
    """
    shown = pages.picture(page, DPI)
    yield from _unseen(found, shown, where)
    yield from _under_pictures(page, objects, where)
    yield from _beyond(page, objects, where)
    yield from _covered(page, objects, shown, where)
    yield from personally("".join(letter.text for letter in found), where, names)


def personally(text: str, where: str, names: tuple[str, ...]) -> Iterator[Finding]:
    """What is personal in a text."""
    for match in personal.find(text, names):
        yield Finding(match.kind, where, match.sample)


def is_picture(page: pypdfium2.PdfPage) -> bool:
    """Whether a page is a picture that may hold words."""
    plane, text = pages.Plane(page), page.get_textpage()
    large = any(
        _share(plane.box(*one.get_bounds())) > _PICTURE_SHARE
        for one in page.get_objects(max_depth=1)
        if one.type in (pdfium.FPDF_PAGEOBJ_IMAGE, pdfium.FPDF_PAGEOBJ_FORM)
    )
    few = sum(letter.isalnum() for letter in text.get_text_bounded()) < _LOOKED_THROUGH
    text.close()
    return large and few


def unread(page: pypdfium2.PdfPage, objects: list[pypdfium2.PdfObject], found: list[Letter]) -> list[Box]:
    """Where words may be seen on a page that cannot be copied from it, given what lies on it and its letters.

    That is a picture with hardly a letter on it, whatever is written beside it; all of a page whose letters are lines.
    """
    plane = pages.Plane(page)
    pictures = [plane.box(*one.get_bounds()) for one in objects if _is_pictured(one)]
    lines = sum(one.type == pdfium.FPDF_PAGEOBJ_PATH for one in objects)
    if not pictures and lines < _LOOKED_THROUGH:
        return []
    written = [letter.box for letter in found if letter.box and letter.text.isalnum()]
    if is_picture(page) or (lines >= _LOOKED_THROUGH and len(written) < _LOOKED_THROUGH):
        return [Box(0, 0, 1, 1)]
    large = [box for box in pictures if _share(box) > _PICTURE_SHARE]
    slices = [box for box in pictures if box not in large]  # of one picture, as some programs cut it
    if sum(map(_share, slices)) > _PICTURE_SHARE:
        large.append(reduce(Box.joined, slices))
    return [box for box in large if sum(_covers(box, letter) for letter in written) < _LOOKED_THROUGH]


def _is_pictured(one: pypdfium2.PdfObject) -> bool:
    """Whether something on a page is a picture, or a group that holds one."""
    return one.type == pdfium.FPDF_PAGEOBJ_IMAGE or (
        one.type == pdfium.FPDF_PAGEOBJ_FORM and _holds(one, pdfium.FPDF_PAGEOBJ_IMAGE)
    )


class Reader:
    """Reads the pictures of one file: each only once however often it is shown, and only so many."""

    def __init__(self, names: tuple[str, ...]) -> None:
        """Take whom to look for beside numbers and addresses."""
        self._names, self._left, self._known, self._sure = names, MOST_READ, set[bytes](), dict[bytes, set[str]]()

    def look(self, shown: Image.Image, where: str) -> Iterator[Finding]:
        """What is hidden in the colours of a picture as it was opened, and what is personal in what it shows."""
        yield from self.hidden(shown, where)
        shown.thumbnail((pages.LARGEST_SIDE, pages.LARGEST_SIDE))
        yield from self.read(shades.legible(shown), where)

    def hidden(self, shown: Image.Image, where: str) -> Iterator[Finding]:
        """The first of these alone, of as many pictures as are read."""
        if self._left > 0:
            yield from shades.look(shown, where)

    def surely(self, shown: Image.Image) -> set[str]:
        """The longer words of a picture in colour of which the program that reads is sure.

        Raises:
            NoReader: there is none, or it has read as many pictures of this file as it may.
        """
        mark = hashlib.sha256(shown.tobytes()).digest()
        if mark not in self._sure:
            self._left -= 1
            if self._left < 0:
                raise reading.NoReader
            self._sure[mark] = reading.surely(shown)
        return self._sure[mark]

    def read(self, shown: Image.Image, where: str) -> Iterator[Finding]:
        """What is personal in a picture in colour; or that nobody read it, where there is something to be seen."""
        mark = hashlib.sha256(shown.tobytes()).digest()
        legible = shown.width >= LEGIBLE[0] and shown.height >= LEGIBLE[1]
        if mark in self._known or not legible or contrast(shown, (0, 0, *shown.size)) <= CONTRAST:
            return
        self._known.add(mark)
        self._left -= 1
        try:
            if self._left < 0:
                raise reading.NoReader
            yield from personally(reading.words(shown), where, self._names)
        except reading.NoReader:
            yield Finding(Kind.UNREAD, where)


def _unseen(found: list[Letter], shown: Image.Image, where: str) -> Iterator[Finding]:
    """Letters that can be copied and not seen; one finding a page, with how many."""
    plainly = shown.getchannel("G")  # one colour tells of most letters, at a third of the work
    hidden = [
        letter
        for letter in found
        if letter.box and letter.text.isalnum() and not (_visible(letter.box, plainly) or _visible(letter.box, shown))
    ]
    if hidden:
        yield Finding(Kind.HIDDEN_TEXT, where, f"{len(hidden)} huruf")


def _visible(box: Box, shown: Image.Image) -> bool:
    left, top, right, bottom = box.widened(_RIM / max(shown.size)).pixels(shown.size)
    return right > left and bottom > top and contrast(shown, (left, top, right, bottom)) > CONTRAST


def contrast(shown: Image.Image, area: tuple[int, int, int, int]) -> int:
    """The widest difference of any colour within an area of a picture, from 0 to 255."""
    bands: Any = shown.crop(area).getextrema()  # a pair for each band; the pair alone where there is but one
    if shown.mode == "L":
        return int(bands[1]) - int(bands[0])
    return max(int(high) - int(low) for low, high in bands)


def _under_pictures(page: pypdfium2.PdfPage, objects: list[pypdfium2.PdfObject], where: str) -> Iterator[Finding]:
    """Letters on which a picture was laid after they were drawn."""
    plane, texts = pages.Plane(page), list[Box]()
    for one in objects:
        if one.type == pdfium.FPDF_PAGEOBJ_TEXT:
            if pdfium.FPDFTextObj_GetTextRenderMode(one) != pdfium.FPDF_TEXTRENDERMODE_INVISIBLE:
                texts.append(plane.box(*one.get_bounds()))
        elif one.type == pdfium.FPDF_PAGEOBJ_FORM and _holds(one, pdfium.FPDF_PAGEOBJ_TEXT):
            texts.append(plane.box(*one.get_bounds()))
        elif one.type == pdfium.FPDF_PAGEOBJ_IMAGE:
            over = plane.box(*one.get_bounds())
            if any(_covers(over, text) for text in texts):
                yield Finding(Kind.HIDDEN_TEXT, where, "tulisan di bawah gambar")
                return


def _holds(form: pypdfium2.PdfObject, kind: int) -> bool:
    parts = (pdfium.FPDFFormObj_GetObject(form, place) for place in range(pdfium.FPDFFormObj_CountObjects(form)))
    return any(pdfium.FPDFPageObj_GetType(part) == kind for part in parts)


def _covers(over: Box, under: Box) -> bool:
    """Whether a box covers the middle of another."""
    across, down = (under.left + under.right) / 2, (under.top + under.bottom) / 2
    return over.left < across < over.right and over.top < down < over.bottom


def _beyond(page: pypdfium2.PdfPage, objects: list[pypdfium2.PdfObject], where: str) -> Iterator[Finding]:
    """Letters and pictures beyond the edge of the page as shown, or of the frame that they are shown in."""
    plane = pages.Plane(page)
    for one in objects:
        if one.type in (pdfium.FPDF_PAGEOBJ_TEXT, pdfium.FPDF_PAGEOBJ_IMAGE):
            box = plane.box(*one.get_bounds())
            inside = reduce(within, _cuts(one, plane), within(box, Box(0, 0, 1, 1)))
            if _share(box) > 0 and _share(inside) < 0.7 * _share(box):
                yield Finding(Kind.OUTSIDE, where)
                return


def within(box: Box, frame: Box) -> Box:
    """What of a box lies within another; its sides are swapped where that is nothing."""
    return Box(
        max(box.left, frame.left), max(box.top, frame.top), min(box.right, frame.right), min(box.bottom, frame.bottom)
    )


def _cuts(one: pypdfium2.PdfObject, plane: pages.Plane) -> Iterator[Box]:
    """The frames beyond which nothing of an object is shown: boxes around its clipping paths."""
    clip = pdfium.FPDFPageObj_GetClipPath(one)
    for path in range(max(0, pdfium.FPDFClipPath_CountPaths(clip))):
        points = [_point(clip, path, place) for place in range(pdfium.FPDFClipPath_CountPathSegments(clip, path))]
        if points:
            across, up = zip(*points, strict=True)
            yield plane.box(min(across), min(up), max(across), max(up))


def _point(clip: Any, path: int, place: int) -> tuple[float, float]:
    across, up = ctypes.c_float(), ctypes.c_float()
    pdfium.FPDFPathSegment_GetPoint(pdfium.FPDFClipPath_GetPathSegment(clip, path, place), across, up)
    return across.value, up.value


def _covered(
    page: pypdfium2.PdfPage, objects: list[pypdfium2.PdfObject], shown: Image.Image, where: str
) -> Iterator[Finding]:
    """Boxes and pictures of one colour that lie on a picture which is not of one colour there."""
    plane, boxes, pictured = pages.Plane(page), list[tuple[pypdfium2.PdfObject, Box]](), False
    for one in objects:
        if one.type in (pdfium.FPDF_PAGEOBJ_PATH, pdfium.FPDF_PAGEOBJ_IMAGE):
            box = plane.box(*one.get_bounds())
            if _share(box) > _LEAST_SHARE and contrast(shown, _inner(box, shown)) <= CONTRAST:
                if isinstance(one, pypdfium2.PdfImage) and _has_colours(one):
                    yield Finding(Kind.COVERED_PICTURE, where)
                    return
                if pictured:
                    boxes.append((one, box))
        pictured = pictured or one.type in (pdfium.FPDF_PAGEOBJ_IMAGE, pdfium.FPDF_PAGEOBJ_FORM)
    if not boxes:
        return
    for one, _ in boxes:
        page.remove_obj(one)  # in memory only
    page.gen_content()
    bare = pages.picture(page, DPI)
    if any(contrast(bare, _inner(box, bare)) > CONTRAST for _, box in boxes):
        yield Finding(Kind.COVERED_PICTURE, where)


def _has_colours(one: pypdfium2.PdfImage) -> bool:
    """Whether a picture, taken out of its page, is of more than one colour."""
    shown = one.get_bitmap().to_pil().convert("RGB")
    return contrast(shown, (0, 0, *shown.size)) > CONTRAST


def _inner(box: Box, shown: Image.Image) -> tuple[int, int, int, int]:
    """A box's pixels without its edge; at least one."""
    left, top, right, bottom = box.pixels(shown.size)
    left, top = min(left + 2, shown.width - 1), min(top + 2, shown.height - 1)
    return left, top, max(left + 1, right - 2), max(top + 1, bottom - 2)


def _share(box: Box) -> float:
    return max(0.0, box.right - box.left) * max(0.0, box.bottom - box.top)
