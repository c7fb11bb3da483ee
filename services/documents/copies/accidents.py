"""What people leave behind in a file by accident: for originals that are given by a person's decision.

It looks where office programs, PDF programs and cameras put things, not for hiding places that somebody thought out:
whoever gives an original trusts who made it. Runs in a confined child.
"""

import hashlib
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any, BinaryIO
from xml.etree.ElementTree import Element

import pikepdf
from PIL import Image

from services.documents.files.domain import formats
from services.documents.gate.domain import findings as gate
from services.documents.gate.domain.findings import Finding, Kind
from services.documents.readers import packed, pages, personal, seen
from services.documents.readers.cells import is_hidden
from services.documents.readers.packed import Package

_WHOLE = "seluruh berkas"
_DPI = 110
_END, _REACH, _PIECE = re.compile(rb"startxref\s+\d+\s+%%EOF"), 64, 1 << 20  # bytes
_NO_NOTES = {"/Link", "/Widget", "/Redact", "/FileAttachment", "/Popup"}
_PDF_MAKERS = {"/Author": "pembuat", "/Company": "instansi pembuat"}
_MAKERS = {
    "creator": "pembuat", "lastModifiedBy": "pengubah terakhir", "initial-creator": "pembuat", "Company": "instansi",
    "Manager": "atasan",
}  # fmt: skip
_GPS, _MAKER = 0x8825, {0x013B: "pembuat", 0xA430: "pemilik kamera"}  # tags of Exif 3.0
_CHANGES = {"del", "ins", "moveFrom", "moveTo", "tracked-changes"}
_OFF = {"hidden", "veryHidden"}
_ROWS = {"row": "ht"}  # what hides by having no size, and the attribute that says its size
_COLUMNS = {"col": "width", "sheetFormatPr": "defaultColWidth"}


def work(file: BinaryIO, *, media_type: str, name: str, names: Sequence[str]) -> tuple[dict[str, Any], bytes]:
    """The job of the child: what was found, and the digest of the very bytes it was found in."""
    digest = hashlib.file_digest(file, "sha256").hexdigest()  # type: ignore[arg-type]  # it can be read into
    file.seek(0)
    return {"sha256": digest, "findings": [one.told() for one in check(file, media_type, name, names)]}, b""


def check(file: BinaryIO, media_type: str, name: str, names: Sequence[str] = ()) -> list[Finding]:
    """Everything that somebody may have left in a file without knowing; one finding where it cannot be read."""
    findings = [Finding(match.kind, "nama berkas", match.sample) for match in personal.find(name, names)]
    try:
        findings += _LOOKS.get(media_type, _nothing)(file)
    except MemoryError:
        raise
    except Exception as fault:  # whatever a parser raises at a broken file, the answer is the same
        findings.append(Finding(Kind.UNREADABLE, _WHOLE, type(fault).__name__))
    return gate.limited(findings)


def _nothing(_file: BinaryIO) -> Iterator[Finding]:
    """Tables and texts hold nothing beside what they show."""
    return iter(())


def _pdf(file: BinaryIO) -> Iterator[Finding]:
    with pikepdf.open(file, suppress_warnings=True) as pdf:
        yield from _of_pdf(pdf)
        web = pdf.is_linearized
    yield from _revisions(file, web=web)
    file.seek(0)
    with pages.opened(file) as document:
        for number, page in enumerate(document, start=1):
            shown = pages.picture(page, _DPI, forms=True)
            letters = [letter for letter in pages.letters(page) if letter.box and letter.text.isalnum()]
            page.close()
            hidden = sum(not _is_seen(letter, shown) for letter in letters)
            if hidden:
                yield Finding(Kind.HIDDEN_TEXT, f"halaman {number}", f"{hidden} huruf")


def _is_seen(letter: pages.Letter, shown: Image.Image) -> bool:
    """Whether there is more than one colour where a letter stands: under a box there is not."""
    assert letter.box is not None
    left, top, right, bottom = letter.box.widened(1.5 / max(shown.size)).pixels(shown.size)
    return right > left and bottom > top and seen.contrast(shown, (left, top, right, bottom)) > seen.CONTRAST


def _of_pdf(pdf: pikepdf.Pdf) -> Iterator[Finding]:
    if pdf.attachments or "/AF" in pdf.Root:
        yield Finding(Kind.ATTACHMENT, _WHOLE, ", ".join(pdf.attachments)[:200])
    layers = pdf.Root.get("/OCProperties", pikepdf.Dictionary()).get("/D", pikepdf.Dictionary())
    if len(layers.get("/OFF", [])) or str(layers.get("/BaseState", "/ON")) == "/OFF":
        yield Finding(Kind.HIDDEN_LAYER, _WHOLE)
    for key, label in _PDF_MAKERS.items():
        if str(pdf.docinfo.get(key, "")).strip():
            yield Finding(Kind.METADATA, f"keterangan berkas: {label}", str(pdf.docinfo[key])[:80])
    for creator in pdf.open_metadata().get("dc:creator", []):
        yield Finding(Kind.METADATA, "keterangan berkas: pembuat", str(creator)[:80])
    for number, page in enumerate(pdf.pages, start=1):
        for note in page.obj.get("/Annots", []):
            kind = str(note.get("/Subtype", ""))
            found = {"/Redact": Kind.REDACTION_MARK, "/FileAttachment": Kind.ATTACHMENT}.get(kind, Kind.COMMENT)
            if found is not Kind.COMMENT or kind not in _NO_NOTES:
                yield Finding(found, f"halaman {number}")


def _revisions(file: BinaryIO, *, web: bool) -> Iterator[Finding]:
    """Each saving on top of the last leaves the older one readable; a file made for the web has a second end."""
    file.seek(0)
    ends, kept = 0, b""
    while piece := file.read(_PIECE):
        read = kept + piece
        ends += sum(end.end() > len(kept) for end in _END.finditer(read))
        kept = read[-_REACH:]
    if ends > (2 if web else 1):
        yield Finding(Kind.REVISION, _WHOLE, f"{ends - 1} versi sebelumnya")


def _picture(file: BinaryIO) -> Iterator[Finding]:
    with Image.open(file) as shown:
        exif = shown.getexif()
    if exif.get_ifd(_GPS):
        yield Finding(Kind.LOCATION, _WHOLE)
    for tag, label in _MAKER.items():
        if str(exif.get(tag, "")).strip():
            yield Finding(Kind.METADATA, f"keterangan gambar: {label}", str(exif[tag])[:80])


def _office(file: BinaryIO) -> Iterator[Finding]:
    with packed.opened(file) as package:
        yield from _made_by(package)
        if package.like(r".*/embeddings/.*") or package.like(r"Object [^/]*/.*"):
            yield Finding(Kind.ATTACHMENT, _WHOLE)
        if package.like(r"(word|xl|ppt)/(comments|threadedComments)/?.*"):
            yield Finding(Kind.COMMENT, _WHOLE)
        if package.like(r"xl/(pivotCache|slicerCaches|model)/.*"):
            yield Finding(Kind.PIVOT_CACHE, _WHOLE)
        if package.like(r"xl/revisions/.*"):
            yield Finding(Kind.REVISION, _WHOLE)
        for part in package.like(
            r"word/(document|header\d*|footer\d*|footnotes|endnotes)\.xml|content\.xml|styles\.xml"
        ):
            yield from _in_text(package.xml(part))
        yield from _in_workbook(package)


def _made_by(package: Package) -> Iterator[Finding]:
    for part in ("docProps/core.xml", "docProps/app.xml", "meta.xml"):
        for one in _all(package.xml(part)):
            if one.tag in _MAKERS and (one.text or "").strip():
                yield Finding(Kind.METADATA, f"keterangan berkas: {_MAKERS[one.tag]}", (one.text or "")[:80])
    if package.like(r"docProps/custom\.xml"):
        yield Finding(Kind.METADATA, "keterangan berkas: isian tambahan")


def _all(tree: Element | None) -> Iterator[Element]:
    return iter(()) if tree is None else tree.iter()


def _in_text(tree: Element | None) -> Iterator[Finding]:
    """Changes, comments and hidden words of a text document or of an OpenDocument file; tables that are not shown."""
    hiding = {
        style.get("name")
        for style in _all(tree)
        if style.tag == "style" and any(one.get("display") in ("none", "false") for one in style)
    }
    kinds = set[Kind]()
    for one in _all(tree):
        if one.tag in _CHANGES:
            kinds.add(Kind.TRACKED_CHANGE)
        elif one.tag == "annotation":
            kinds.add(Kind.COMMENT)
        elif one.tag in ("vanish", "hidden-text") and one.get("val", "true") not in ("0", "false"):
            kinds.add(Kind.HIDDEN_TEXT)
        elif one.get("visibility") in ("collapse", "filter"):
            kinds.add(Kind.HIDDEN_ROWS if one.tag == "table-row" else Kind.HIDDEN_COLUMNS)
        elif one.get("style-name") in hiding:
            kinds.add(Kind.HIDDEN_SHEET if one.tag == "table" else Kind.HIDDEN_TEXT)
    yield from (Finding(kind, _WHOLE) for kind in sorted(kinds))


def _in_workbook(package: Package) -> Iterator[Finding]:
    for sheet in _all(package.xml("xl/workbook.xml")):
        if sheet.tag == "sheet" and sheet.get("state") in _OFF:
            yield Finding(Kind.HIDDEN_SHEET, f"lembar “{sheet.get('name', '')}”")
    for part in package.like(r"xl/worksheets/[^/]*\.xml"):
        where = f"bagian “{part.rpartition('/')[2]}”"
        tree = package.xml(part)
        for kind, hiding in ((Kind.HIDDEN_ROWS, _ROWS), (Kind.HIDDEN_COLUMNS, _COLUMNS)):
            if any(one.tag in hiding and is_hidden(one, hiding[one.tag]) for one in _all(tree)):
                yield Finding(kind, where)


_LOOKS: Mapping[str, Callable[[BinaryIO], Iterator[Finding]]] = {
    formats.PDF.media_type: _pdf,
    **dict.fromkeys((formats.JPEG.media_type, formats.PNG.media_type, formats.GIF.media_type), _picture),
    formats.TIFF.media_type: _picture,
    **dict.fromkeys((formats.DOCX.media_type, formats.XLSX.media_type, formats.ODT.media_type), _office),
}
