"""The pages of an exhibit, made fit to stand in another PDF: their drawing orders, and nothing else that acts or tells.

Runs in a confined child. Pages of a PDF are copied, so that their letters can be searched and copied; what was typed
into forms and the notes that show become part of the page. Nothing but the page's size, drawing orders and what these
draw with is taken: no note, link, action, script, attached file, tag, description or older version. Pictures are drawn,
so are PDFs with layers, since a layer that is switched off is only off in the file that says so. Words that are drawn
unseen stay: to find them is the work of the release gate, which every document has passed that all parties get.
"""

from tempfile import TemporaryFile
from typing import IO, Any, BinaryIO

import pikepdf
from pikepdf import Dictionary, Stream

from services.documents.disputes.domain.exhibits import MOST_DRAWN, Unpaged
from services.documents.files.domain import formats

DPI = 200
_OF_PAGES = {
    "/Type", "/Parent", "/MediaBox", "/CropBox", "/Rotate", "/UserUnit", "/Resources", "/Contents", "/Group",
}  # fmt: skip
_OF_RESOURCES = {"/ExtGState", "/ColorSpace", "/Pattern", "/Shading", "/XObject", "/Font"}  # ISO 32000-2, table 34
# Keys by which a stream reaches out of the file, or carries what is not seen (ISO 32000-2, 7.3.8.2, 8.8.2, 8.9.5.4,
# 8.10.4, 14.3, 14.5, 14.11.7, 14.13).
_OF_NO_STREAM = {
    "/F", "/FFilter", "/FDecodeParms", "/Alternates", "/Ref", "/OPI", "/PS", "/Subtype2", "/Metadata", "/PieceInfo",
    "/AF", "/Measure", "/PtData", "/StructParent", "/StructParents",
}  # fmt: skip


def work(file: BinaryIO, *, media_type: str, most: int) -> tuple[dict[str, Any], IO[bytes] | bytes]:
    """The job of the child: `lying`, for each page whether it is wider than high, and the pages as PDF; or `why` not.

    Args:
        most: how many pages are taken.
    """
    try:
        with pikepdf.new() as made:
            _take(made, file, media_type, most)
            return {"lying": [_lies(page) for page in made.pages]}, saved(made)
    except pikepdf.PasswordError:
        return {"why": Unpaged.LOCKED}, b""
    except _TooMany as many:
        return {"why": many.why}, b""


class _TooMany(Exception):
    def __init__(self, why: Unpaged) -> None:
        self.why = why


def saved(made: pikepdf.Pdf) -> IO[bytes]:
    """A PDF in a file of its own, the same bytes for the same content; whoever reads it closes it."""
    out = TemporaryFile()  # noqa: SIM115
    made.save(out, object_stream_mode=pikepdf.ObjectStreamMode.generate, deterministic_id=True)
    out.seek(0)
    return out


def _take(made: pikepdf.Pdf, file: BinaryIO, media_type: str, most: int) -> None:
    if media_type == formats.PDF.media_type:
        source = pikepdf.open(file)
        if "/OCProperties" not in source.Root:
            _check(len(source.pages), most)
            _copy(made, source)
            return
        source.close()
    from services.documents.copies import sheet
    from services.documents.redaction import leaves  # only now: most children can do without

    with leaves.opened(file, media_type) as sheets:
        _check(len(sheets), most)
        if len(sheets) > MOST_DRAWN:
            raise _TooMany(Unpaged.DRAWN)
        for place in range(len(sheets)):
            leaf = sheets[place]
            page = sheet.page(made, leaf.size, sheet.packed(leaf.picture(DPI), ()))
            del page.obj.Resources.Font  # of words that nobody read
            made.pages.append(page)
            leaf.close()


def _check(pages: int, most: int) -> None:
    if not pages:
        raise ValueError("no pages")
    if pages > most:
        raise _TooMany(Unpaged.FULL)


def _copy(made: pikepdf.Pdf, source: pikepdf.Pdf) -> None:
    source.generate_appearance_streams()
    source.flatten_annotations("screen")
    for page in source.pages:
        for key in set(page.obj.keys()) - _OF_PAGES:
            del page.obj[key]
        made.pages.append(page)
    made.remove_unreferenced_resources()
    for one in made.objects:
        if isinstance(one, Dictionary | Stream):
            _disarm(one)


def _disarm(one: Dictionary | Stream) -> None:
    if isinstance(one, Stream):
        for key in _OF_NO_STREAM & set(one.stream_dict.keys()):
            del one.stream_dict[key]
        if str(one.get("/Subtype", "")) == "/PS":  # orders for a printer
            one.write(b"")
    used = one.get("/Resources")
    if isinstance(used, Dictionary):
        for key in set(used.keys()) - _OF_RESOURCES:  # `/Properties`: what marks in the drawing orders lead to
            del used[key]


def _lies(page: pikepdf.Page) -> bool:
    left, bottom, right, top = (float(side) for side in page.cropbox)
    turned = int(page.obj.get("/Rotate", 0)) % 180 != 0
    return (abs(right - left) > abs(top - bottom)) != turned
