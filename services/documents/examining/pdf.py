"""What is wrong with a PDF: things that act, things it carries, and sizes that exhaust who opens it."""

import re
import zlib
from collections.abc import Iterator
from typing import Any, BinaryIO

import pikepdf

from services.documents.examining import doubles
from services.documents.examining.pictures import MOST_PIXELS
from services.documents.files.domain.flaws import Flaw, Flawed

MOST_PAGES = 2000
LARGEST_UNPACKED = 512 << 20  # bytes of all streams together
_UNPACKING = {"/FlateDecode", "/LZWDecode", "/RunLengthDecode"}
_SPELLING = {"/ASCII85Decode", "/ASCIIHexDecode"}
_PIECE = 1 << 20  # bytes unpacked at once
# Actions that run something or reach out of the file (ISO 32000-2, 12.6.4); links to pages and web addresses do not.
_ACTS = {
    "/JavaScript", "/Launch", "/SubmitForm", "/ImportData", "/GoToR", "/GoToE", "/Rendition", "/Movie", "/Sound",
    "/RichMediaExecute",
}  # fmt: skip
_CARRIES = {"/FileAttachment", "/RichMedia", "/Screen", "/3D", "/Movie", "/Sound"}
_SUSPECT = re.compile(
    rb"/(?:JS|XFA|EF|EmbeddedFiles?|Collection|S\s*/(?:JavaScript|Launch|SubmitForm|ImportData|GoToR|GoToE|Rendition"
    rb"|Movie|Sound|RichMediaExecute)|Subtype\s*/(?:FileAttachment|RichMedia|Screen|3D|Movie|Sound))\b"
)


def look(file: BinaryIO) -> None:
    """Refuse a PDF that acts, carries other files, is locked or also something else, or unpacks to too much.

    Raises:
        Flawed. pikepdf.PdfError: it cannot be read.
    """
    doubles.look(file)
    try:
        opened = pikepdf.open(file, suppress_warnings=True)
    except pikepdf.PasswordError as locked:
        raise Flawed(Flaw.LOCKED) from locked
    with opened as told:
        if len(told.pages) > MOST_PAGES:
            raise Flawed(Flaw.PAGES)
        if not len(told.pages):
            raise Flawed(Flaw.DAMAGED)
        left = LARGEST_UNPACKED
        for one in told.objects:
            if isinstance(one, pikepdf.Dictionary | pikepdf.Array | pikepdf.Stream):
                _judge(one)
            if isinstance(one, pikepdf.Stream):
                left -= _unpacked(one, left)


def _judge(one: pikepdf.Object) -> None:
    """Refuse what acts or carries. Written out it is searched at once; only a suspect is taken apart."""
    table = one.stream_dict if isinstance(one, pikepdf.Stream) else one
    if not _SUSPECT.search(table.unparse(resolved=True)):
        return
    for part in _parts(table):
        if "/JS" in part or "/XFA" in part or str(part.get("/S", "")) in _ACTS:
            raise Flawed(Flaw.SCRIPT)
        carries = "/EF" in part or "/EmbeddedFiles" in part or "/Collection" in part
        if carries or str(part.get("/Subtype", "")) in _CARRIES or str(part.get("/Type", "")) == "/EmbeddedFile":
            raise Flawed(Flaw.ATTACHMENT)


def _parts(one: Any) -> Iterator[Any]:
    """A dictionary and the ones written within it; what has a number of its own is judged by itself."""
    waiting = [one]
    while waiting:
        part = waiting.pop()
        if isinstance(part, pikepdf.Dictionary):
            yield part
            waiting += [part[key] for key in part.keys() if not _numbered(part[key])]  # noqa: SIM118
        elif isinstance(part, pikepdf.Array):
            waiting += [item for item in part if not _numbered(item)]


def _numbered(value: Any) -> bool:
    return not isinstance(value, pikepdf.Object) or value.is_indirect


def _unpacked(stream: pikepdf.Stream, left: int) -> int:
    """How many bytes a stream unpacks to, counted without holding them; a picture is measured by its points."""
    filters = stream.get("/Filter", pikepdf.Array())
    names = [str(filters)] if isinstance(filters, pikepdf.Name) else [str(name) for name in filters]
    if sum(name in _UNPACKING for name in names) > 1:
        raise Flawed(Flaw.UNPACKS)  # a bomb folds itself several times
    if str(stream.get("/Subtype", "")) == "/Image":
        if int(stream.get("/Width", 0)) * int(stream.get("/Height", 0)) > MOST_PIXELS:
            raise Flawed(Flaw.PIXELS)
        return 0
    if names != ["/FlateDecode"]:
        return len(stream.read_bytes()) if names and set(names) <= _UNPACKING | _SPELLING else 0
    count, unpacking, rest = 0, zlib.decompressobj(), stream.read_raw_bytes()
    while rest and not unpacking.eof:
        count += len(unpacking.decompress(rest, _PIECE))
        rest = unpacking.unconsumed_tail
        if count > left:
            raise Flawed(Flaw.UNPACKS)
    return count
