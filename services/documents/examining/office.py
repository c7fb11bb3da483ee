"""What is wrong with an office file: a ZIP of XML parts that may unpack to anything, run macros, fetch from afar."""

import io
import re
from io import BytesIO
from typing import BinaryIO
from xml.parsers import expat
from zipfile import ZipFile, ZipInfo, is_zipfile

from services.documents.files.domain.flaws import Flaw, Flawed
from services.documents.files.domain.formats import DOCX, ODT, XLSX

MOST_ENTRIES = 10_000
LARGEST_UNPACKED = 512 << 20  # bytes of all entries together, counted while they are unpacked
LARGEST_PART = 200 << 20  # bytes of one entry, which is looked at as a whole
ENCRYPTED = 0x1  # general purpose bit flag 0 of a ZIP entry (APPNOTE.TXT, 4.4.4)
_SYMLINK = 0o120000  # a Unix file mode (the upper half of an entry's external attributes)
_END = b"PK\x05\x06" + bytes(18)  # the end of a ZIP without a comment
_PIECE = 1 << 20  # bytes unpacked at once
_ZIP, _OLE, _PROGRAM = b"PK\x03\x04", b"\xd0\xcf\x11\xe0", (b"MZ", b"\x7fELF", b"Rar!", b"7z\xbc\xaf", b"\x1f\x8b")
_MACROS = re.compile(r".*(?:vbaProject|vbaData)\.\w+|(?:Basic|Scripts)/.+|.*/activeX/.*|.*customUI/.*")
_XML = (".xml", ".rels", ".vml")
_SAFE_LINK = re.compile(r"https?:|mailto:|tel:|#", re.IGNORECASE)
_MACRO_KIND = re.compile(r"macroEnabled|vbaProject|activeX", re.IGNORECASE)
_FIELD = re.compile(rb"(?:instrText[^>]*>|w:instr\s*=\s*[\"'])\s*(?:DDE|DDEAUTO|INCLUDETEXT|INCLUDEPICTURE)\b", re.I)
_DDE = re.compile(rb"<(?:\w+:)?(?:ddeLink|oleLink)\b|dde-connection|table:dde")
_ODF_ACTS = re.compile(rb"<script:event-listener\b|xlink:href\s*=\s*[\"'](?:vnd\.sun\.star\.|macro:|javascript:)")


def look_docx(file: BinaryIO) -> None:
    """Refuse what is not a harmless DOCX.

    Raises:
        Flawed. BadZipFile, OSError, expat.ExpatError, ...: it cannot be read.
    """
    _Container(file, DOCX.media_type).look()


def look_xlsx(file: BinaryIO) -> None:
    """Refuse what is not a harmless XLSX; raises as `look_docx`."""
    _Container(file, XLSX.media_type).look()


def look_odt(file: BinaryIO) -> None:
    """Refuse what is not a harmless ODT; raises as `look_docx`."""
    _Container(file, ODT.media_type).look()


class _Container:
    """An office file while it is looked at. `left` is what all its parts may still unpack to."""

    def __init__(self, file: BinaryIO, media_type: str, left: int = LARGEST_UNPACKED, *, within: bool = False) -> None:
        self._file, self._type, self._left, self._within = file, media_type, left, within

    def look(self) -> int:
        """Look at every entry; the result is what may still be unpacked."""
        self._file.seek(-len(_END), io.SEEK_END)
        if self._file.read(4) != _END[:4]:  # something follows the end, or there is none
            raise Flawed(Flaw.TWO_KINDS if is_zipfile(self._file) else Flaw.DAMAGED)
        with ZipFile(self._file) as archive:
            entries = archive.infolist()
            _check_table(entries, archive.start_dir)
            self._check_kind(archive, {entry.filename for entry in entries})
            for entry in entries:
                self._entry(archive, entry)
        return self._left

    def _check_kind(self, archive: ZipFile, names: set[str]) -> None:
        if "META-INF/manifest.xml" in names and _is_locked(archive):
            raise Flawed(Flaw.LOCKED)
        main = {DOCX.media_type: "word/document.xml", XLSX.media_type: "xl/workbook.xml"}.get(self._type)
        if main is None:
            first = archive.infolist()[0]
            said = archive.read(first) if first.file_size == len(self._type) else b""
            right = first.filename == "mimetype" and said == self._type.encode()
        else:
            right = {"[Content_Types].xml", main} <= names
        if not right and not self._within:
            raise Flawed(Flaw.OTHER_KIND)

    def _entry(self, archive: ZipFile, entry: ZipInfo) -> None:
        name, content = entry.filename, self._unpacked(archive, entry)
        if name.lower().endswith(_XML):
            _check_part(name, content)
        elif content.startswith(_ZIP):
            self._nested(name, content)
        elif content.startswith(_OLE) or "/embeddings/" in name or name.startswith("Object "):
            raise Flawed(Flaw.EMBEDDED)
        elif content.startswith(_PROGRAM):
            raise Flawed(Flaw.NESTED)

    def _nested(self, name: str, content: bytearray) -> None:
        """A chart brings the sheet it was drawn from; any other archive within, or one within that, is refused."""
        if self._within or not re.fullmatch(r"(?:word|xl)/embeddings/[^/]+\.xlsx", name):
            raise Flawed(Flaw.NESTED)
        self._left = _Container(BytesIO(content), XLSX.media_type, self._left, within=True).look()

    def _unpacked(self, archive: ZipFile, entry: ZipInfo) -> bytearray:
        content = bytearray()
        with archive.open(entry) as part:
            while piece := part.read(_PIECE):
                self._left -= len(piece)
                content += piece
                if self._left < 0 or len(content) > LARGEST_PART:
                    raise Flawed(Flaw.UNPACKS)
        return content


def _check_table(entries: list[ZipInfo], end: int) -> None:
    """Judge the table of contents before anything is unpacked."""
    if len(entries) > MOST_ENTRIES or sum(entry.file_size for entry in entries) > LARGEST_UNPACKED:
        raise Flawed(Flaw.UNPACKS)
    if any(entry.flag_bits & ENCRYPTED for entry in entries):
        raise Flawed(Flaw.LOCKED)
    names = [entry.filename for entry in entries]
    if any(_MACROS.fullmatch(name) for name in names):
        raise Flawed(Flaw.MACRO)
    if len({name.lower() for name in names}) < len(names) or any(map(_leads_elsewhere, names)):
        raise Flawed(Flaw.ENTRY_NAMES)
    if any((entry.external_attr >> 16) & 0o170000 == _SYMLINK for entry in entries):
        raise Flawed(Flaw.ENTRY_NAMES)
    places = sorted((entry.header_offset, entry.compress_size) for entry in entries)
    follows = [offset for offset, _ in places[1:]] + [end]
    if places and places[0][0] != 0:
        raise Flawed(Flaw.TWO_KINDS)
    if any(offset + size > follow for (offset, size), follow in zip(places, follows, strict=True)):
        raise Flawed(Flaw.UNPACKS)  # entries that share their bytes unpack to more than the file could hold


def _leads_elsewhere(name: str) -> bool:
    return name.startswith("/") or "\\" in name or ":" in name or "\0" in name or ".." in name.split("/")


def _check_part(name: str, content: bytearray) -> None:
    """Judge what an XML part asks the office program to do."""
    if b"\0" in content[:4]:
        raise Flawed(Flaw.DAMAGED)  # UTF-16, in which no office program writes: what is searched below would not show
    parser = expat.ParserCreate()
    parser.StartDoctypeDeclHandler = _refuse_doctype
    if name.endswith(".rels"):
        parser.StartElementHandler = _refuse_outside
    elif name == "[Content_Types].xml":
        parser.StartElementHandler = _refuse_macros
    parser.Parse(content, True)
    if _FIELD.search(content) or _DDE.search(content):
        raise Flawed(Flaw.COMMAND)
    if _ODF_ACTS.search(content):
        raise Flawed(Flaw.SCRIPT)


def _refuse_doctype(*_told: object) -> None:
    """With a document type come entities that unfold without end."""
    raise Flawed(Flaw.UNPACKS)


def _refuse_outside(_name: str, said: dict[str, str]) -> None:
    """Refuse a reference outwards, unless it is a link that a reader has to click, to a place on the web."""
    if said.get("TargetMode", "").lower() != "external":
        return
    if not (said.get("Type", "").endswith("/hyperlink") and _SAFE_LINK.match(said.get("Target", ""))):
        raise Flawed(Flaw.EXTERNAL)


def _refuse_macros(_name: str, said: dict[str, str]) -> None:
    if _MACRO_KIND.search(said.get("ContentType", "")):
        raise Flawed(Flaw.MACRO)


def _is_locked(archive: ZipFile) -> bool:
    with archive.open("META-INF/manifest.xml") as part:
        return b"encryption-data" in part.read(LARGEST_PART)
