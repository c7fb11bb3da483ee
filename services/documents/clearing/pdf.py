"""What a PDF holds beside its pages: everything that a reader does not show and a program can take out."""

import re
from collections.abc import Iterator
from typing import Any, BinaryIO

import pikepdf
import pypdfium2

from services.documents.clearing import garbling, layers, objects, pages, seen
from services.documents.clearing.pages import Box, Letter
from services.documents.domain.gate import Finding, Kind

MOST_PAGES = 2000
_END, _END_REACH, _PIECE = re.compile(rb"startxref\s+\d+\s+%%EOF"), 64, 1 << 20  # bytes
_NOTED = {"/Title", "/Subject", "/Keywords", "/Creator", "/Producer", "/CreationDate", "/ModDate", "/Trapped"}
_LABELS = {"/Author": "pembuat", "/Company": "instansi pembuat", "/SourceModified": "berkas asal"}
_PLAIN_ACTIONS = {"/URI", "/GoTo", "/Named"}
_QUIET = {"/Link", "/Widget", "/Redact", "/FileAttachment", "/PrinterMark", "/TrapNet"}  # judged by their own rules
READ_DPI = 200


def look(file: BinaryIO, names: tuple[str, ...], share: tuple[int, int]) -> Iterator[Finding]:
    """What is hidden or personal in a PDF.

    Args:
        file: the PDF. names: whom to look for. share: which part of its pages, from 0, of how many equal ones.

    Raises:
        pikepdf.PdfError, pypdfium2.PdfiumError: it cannot be read.
    """
    with pikepdf.open(file, suppress_warnings=True) as told:
        counted = len(told.pages)
        if counted > MOST_PAGES:
            yield Finding(Kind.UNREADABLE, f"{counted} halaman; paling banyak {MOST_PAGES}")
            return
        yield from _catalogue(told)
        yield from _information(told, names)
        for number, page in enumerate(told.pages, start=1):
            yield from _beside(page.obj, f"halaman {number}")
        yield from objects.look(told, names)
        yield from _revisions(file, web=told.is_linearized)
    with pages.opened(file) as document:
        reader, (part, parts), last = seen.Reader(names), share, len(document)
        if last != counted:  # what is read here ends where the file says, other programs show what follows
            yield Finding(Kind.UNREADABLE, f"{counted} halaman, tetapi berkas menyebut {last}")
        for number in range(last * part // parts + 1, last * (part + 1) // parts + 1):
            page, where = document[number - 1], f"halaman {number}"
            letters, drawn = pages.letters(page), list(page.get_objects(max_depth=1))
            yield from _read(page, drawn, letters, where, reader)
            yield from seen.look(page, drawn, letters, where, names)
            yield from layers.look(page, reader, where)
            page.close()


def _read(
    page: pypdfium2.PdfPage,
    drawn: list[pypdfium2.PdfObject],
    letters: list[Letter],
    where: str,
    reader: seen.Reader,
) -> Iterator[Finding]:
    garbled = garbling.makes_no_words("".join(letter.text for letter in letters))
    areas = [Box(0, 0, 1, 1)] if garbled else seen.unread(page, drawn, letters)
    shown = pages.picture(page, READ_DPI) if areas else None
    for area in areas:
        if shown is not None:
            yield from reader.read(shown.crop(area.pixels(shown.size)), where)


def _revisions(file: BinaryIO, *, web: bool) -> Iterator[Finding]:
    """Each saving on top of the last leaves the older one readable; a file made for the web has a second end."""
    file.seek(0)
    ends, kept = 0, b""
    while piece := file.read(_PIECE):
        seen_now = kept + piece
        ends += sum(end.end() > len(kept) for end in _END.finditer(seen_now))
        kept = seen_now[-_END_REACH:]
    if kept.rpartition(b"%%EOF")[2].strip(b"\0\r\n\t "):
        yield Finding(Kind.LEFTOVER, "seluruh berkas", "isi setelah akhir berkas")
    if ends > (2 if web else 1):
        yield Finding(Kind.REVISION, "seluruh berkas", f"{ends - 1} versi sebelumnya")


def _catalogue(file: pikepdf.Pdf) -> Iterator[Finding]:
    root = file.Root
    if file.attachments or "/AF" in root or "/Collection" in root:
        yield Finding(Kind.ATTACHMENT, "seluruh berkas", ", ".join(file.attachments)[:200])
    listed = root.get("/Names", pikepdf.Dictionary())
    if "/JavaScript" in listed or "/AA" in root or not _is_plain(root.get("/OpenAction")):
        yield Finding(Kind.SCRIPT, "seluruh berkas")
    yield from _form(root.get("/AcroForm", pikepdf.Dictionary()))
    yield from _layers(root.get("/OCProperties", pikepdf.Dictionary()))


def _is_plain(action: Any) -> bool:
    """Whether an action only leads to another place."""
    return not isinstance(action, pikepdf.Dictionary) or str(action.get("/S", "/GoTo")) in _PLAIN_ACTIONS


def _form(form: pikepdf.Object) -> Iterator[Finding]:
    fields = list(form.get("/Fields", []))
    if "/XFA" in form or any(_filled(field) for field in fields):
        yield Finding(Kind.FORM_DATA, "seluruh berkas")


def _filled(field: pikepdf.Object) -> bool:
    value = field.get("/V")
    if value is not None and str(value) not in ("", "/Off"):
        return True
    return any(_filled(kid) for kid in field.get("/Kids", []))


def _layers(properties: pikepdf.Object) -> Iterator[Finding]:
    shown = properties.get("/D", pikepdf.Dictionary())
    off = [str(layer.get("/Name", "")) for layer in shown.get("/OFF", [])]
    if off or str(shown.get("/BaseState", "/ON")) == "/OFF":
        yield Finding(Kind.HIDDEN_LAYER, "seluruh berkas", ", ".join(off)[:200])


def _information(file: pikepdf.Pdf, names: tuple[str, ...]) -> Iterator[Finding]:
    """Who made the file, in both places where a PDF may say so."""
    for key, value in file.docinfo.items():
        if key not in _NOTED and str(value).strip():
            yield Finding(Kind.METADATA, f"keterangan berkas: {_LABELS.get(key, key.strip('/'))}", str(value)[:80])
        yield from seen.personally(str(value), "keterangan berkas", names)
    for creator in file.open_metadata().get("dc:creator", []):
        if str(creator).strip() and str(creator) != str(file.docinfo.get("/Author", "")):
            yield Finding(Kind.METADATA, "keterangan berkas (XMP): pembuat", str(creator)[:80])
    if "/Metadata" in file.Root:
        packet = file.Root.Metadata.read_bytes().decode("utf-8", "replace")
        if "History" in packet:
            yield Finding(Kind.METADATA, "keterangan berkas (XMP): riwayat penyuntingan")


def _beside(page: pikepdf.Object, where: str) -> Iterator[Finding]:
    """What is pinned to a page."""
    for note in page.get("/Annots", []):
        kind = str(note.get("/Subtype", ""))
        if kind == "/Redact":
            yield Finding(Kind.REDACTION_MARK, where)
        elif kind == "/FileAttachment":
            yield Finding(Kind.ATTACHMENT, where)
        elif kind not in _QUIET:
            yield Finding(Kind.COMMENT, where)
        if "/AA" in note or not _is_plain(note.get("/A")):
            yield Finding(Kind.SCRIPT, where)
    if "/AA" in page:
        yield Finding(Kind.SCRIPT, where)
    if "/Thumb" in page or "/PieceInfo" in page:
        yield Finding(Kind.LEFTOVER, where)
