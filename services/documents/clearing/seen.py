"""Whether what can be copied from a page can also be seen on it.

A letter whose place on the picture has but one colour is not to be seen there: it lies under a box, is as white as the
paper, is switched off with its layer, or was never drawn. That holds whatever the trick is. Two cases need more: a
picture laid over letters has many colours of its own, and a picture under a box has no letters at all.
"""

from collections.abc import Iterator

import pypdfium2
import pypdfium2.raw as pdfium
from PIL import Image

from services.documents.clearing import pages, personal
from services.documents.clearing.pages import Box, Letter
from services.documents.domain.gate import Finding, Kind

DPI = 110
_RIM = 1.5  # pixels around a letter: one that fills its own box still stands on something
CONTRAST = 24  # of 255: less is not to be seen
_LOOKED_THROUGH = 20  # letters on a page with pictures that make it more than a scan
_LEAST_SHARE = 0.0004  # of the page: smaller boxes on pictures are dots and rules
_PICTURE_SHARE = 0.02  # of the page: smaller pictures are ornaments


def look(page: pypdfium2.PdfPage, where: str, names: tuple[str, ...]) -> Iterator[Finding]:
    """What is hidden or personal on a page; the page is changed in memory and not to be looked at again.

    Args:
        page: the page. where: which one, in words. names: whom to look for.
    """
    found, shown = pages.letters(page), pages.picture(page, DPI)
    objects = list(page.get_objects(max_depth=1))
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


def _unseen(found: list[Letter], shown: Image.Image, where: str) -> Iterator[Finding]:
    """Letters that can be copied and not seen; one finding a page, with how many."""
    hidden = [letter for letter in found if letter.box and letter.text.isalnum() and not _visible(letter.box, shown)]
    if hidden:
        yield Finding(Kind.HIDDEN_TEXT, where, f"{len(hidden)} huruf")


def _visible(box: Box, shown: Image.Image) -> bool:
    left, top, right, bottom = box.widened(_RIM / max(shown.size)).pixels(shown.size)
    return right > left and bottom > top and contrast(shown, (left, top, right, bottom)) > CONTRAST


def contrast(shown: Image.Image, area: tuple[int, int, int, int]) -> int:
    """The widest difference of any colour within an area of a picture, from 0 to 255."""
    bands = shown.crop(area).getextrema()
    return max(int(high) - int(low) for low, high in bands)  # type: ignore[misc]  # three bands, as RGB has


def _under_pictures(page: pypdfium2.PdfPage, objects: list[pypdfium2.PdfObject], where: str) -> Iterator[Finding]:
    """Letters on which a picture was laid after they were drawn."""
    plane, texts = pages.Plane(page), list[Box]()
    for one in objects:
        if one.type == pdfium.FPDF_PAGEOBJ_TEXT:
            if pdfium.FPDFTextObj_GetTextRenderMode(one) != pdfium.FPDF_TEXTRENDERMODE_INVISIBLE:
                texts.append(plane.box(*one.get_bounds()))
        elif one.type == pdfium.FPDF_PAGEOBJ_FORM and _holds_text(one):
            texts.append(plane.box(*one.get_bounds()))
        elif one.type == pdfium.FPDF_PAGEOBJ_IMAGE:
            over = plane.box(*one.get_bounds())
            if any(_covers(over, text) for text in texts):
                yield Finding(Kind.HIDDEN_TEXT, where, "tulisan di bawah gambar")
                return


def _holds_text(form: pypdfium2.PdfObject) -> bool:
    parts = (pdfium.FPDFFormObj_GetObject(form, place) for place in range(pdfium.FPDFFormObj_CountObjects(form)))
    return any(pdfium.FPDFPageObj_GetType(part) == pdfium.FPDF_PAGEOBJ_TEXT for part in parts)


def _covers(over: Box, under: Box) -> bool:
    """Whether a box covers the middle of another."""
    across, down = (under.left + under.right) / 2, (under.top + under.bottom) / 2
    return over.left < across < over.right and over.top < down < over.bottom


def _beyond(page: pypdfium2.PdfPage, objects: list[pypdfium2.PdfObject], where: str) -> Iterator[Finding]:
    """Letters and pictures beyond the edge of the page as shown."""
    plane = pages.Plane(page)
    for one in objects:
        if one.type in (pdfium.FPDF_PAGEOBJ_TEXT, pdfium.FPDF_PAGEOBJ_IMAGE):
            box = plane.box(*one.get_bounds())
            inside = Box(max(box.left, 0), max(box.top, 0), min(box.right, 1), min(box.bottom, 1))
            if _share(box) > 0 and _share(inside) < 0.7 * _share(box):
                yield Finding(Kind.OUTSIDE, where)
                return


def _covered(
    page: pypdfium2.PdfPage, objects: list[pypdfium2.PdfObject], shown: Image.Image, where: str
) -> Iterator[Finding]:
    """Boxes of one colour that lie on a picture which is not of one colour there."""
    plane, boxes, pictured = pages.Plane(page), list[tuple[pypdfium2.PdfObject, Box]](), False
    for one in objects:
        if one.type in (pdfium.FPDF_PAGEOBJ_IMAGE, pdfium.FPDF_PAGEOBJ_FORM):
            pictured = True
        elif pictured and one.type == pdfium.FPDF_PAGEOBJ_PATH:
            box = plane.box(*one.get_bounds())
            if _share(box) > _LEAST_SHARE and contrast(shown, _inner(box, shown)) <= CONTRAST:
                boxes.append((one, box))
    if not boxes:
        return
    for one, _ in boxes:
        page.remove_obj(one)  # in memory only
    page.gen_content()
    bare = pages.picture(page, DPI)
    if any(contrast(bare, _inner(box, bare)) > CONTRAST for _, box in boxes):
        yield Finding(Kind.COVERED_PICTURE, where)


def _inner(box: Box, shown: Image.Image) -> tuple[int, int, int, int]:
    """A box's pixels without its edge; at least one."""
    left, top, right, bottom = box.pixels(shown.size)
    left, top = min(left + 2, shown.width - 1), min(top + 2, shown.height - 1)
    return left, top, max(left + 1, right - 2), max(top + 1, bottom - 2)


def _share(box: Box) -> float:
    return max(0.0, box.right - box.left) * max(0.0, box.bottom - box.top)
