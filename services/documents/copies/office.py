"""Text documents and slides as the pages that LibreOffice makes of them, where it is installed.

What is no part of the pages is taken out before: deleted words, comments, and the marks of changes, as if every change
was accepted. LibreOffice is a library that a confined child loads; nothing but its PDF comes back, and that is drawn
anew.
"""

import ctypes
import os
import shutil
from collections.abc import Mapping
from io import BytesIO
from pathlib import Path
from tempfile import TemporaryFile
from typing import Any, BinaryIO
from xml.etree.ElementTree import Element, register_namespace, tostring
from zipfile import ZIP_DEFLATED, ZipFile

from defusedxml import ElementTree

from chassis import confining
from services.documents.files.domain import formats

_PROGRAM = Path("/usr/lib/libreoffice/program")
_LIBRARY = _PROGRAM / "libmergedlo.so"
_CPU_SECONDS, _SECONDS, _MEMORY = 60, 90, 4 << 30  # the last in bytes of address space
_WRITES = 256 << 20  # bytes
_LARGEST_PART = 200 << 20  # bytes, unpacked
PPTX = "application/vnd.openxmlformats-officedocument.presentationml.presentation"
_ENDINGS: Mapping[str, str] = {formats.DOCX.media_type: "docx", formats.ODT.media_type: "odt", PPTX: "pptx"}
_TEXTS = ("word/", "content.xml", "styles.xml")
_DROPPED = {
    # DOCX: deleted, moved away, how it looked before, comments
    "del", "moveFrom", "cellDel", "rPrChange", "pPrChange", "sectPrChange", "tblPrChange", "tcPrChange", "trPrChange",
    "tblGridChange", "numberingChange", "commentRangeStart", "commentRangeEnd", "commentReference", "annotationRef",
    # ODT: the record of changes and their places, comments, hidden words
    "tracked-changes", "change", "change-start", "change-end", "annotation", "annotation-end", "hidden-text",
    "hidden-paragraph",
}  # fmt: skip
_DISPLAY = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}display"
_UNPACKED = {"ins", "moveTo"}  # what was added stays without its mark
_PREFIXES = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Ignorable"  # names that are gone when written


def installed() -> bool:
    """Whether LibreOffice is on this machine."""
    return _LIBRARY.exists()


def can_draw(media_type: str) -> bool:
    """Whether pages are made of a file of this kind here."""
    return media_type in _ENDINGS and installed()


def drawn(file: BinaryIO, media_type: str) -> BinaryIO:
    """The pages of a text document or of slides, as a PDF that whoever asks closes.

    Raises:
        Overran: LibreOffice makes none of it. Stalled: the machine is to blame.
    """
    _, content = confining.run(
        __name__, file, cpu_seconds=_CPU_SECONDS, seconds=_SECONDS, writes=_WRITES, memory=_MEMORY,
        media_type=media_type,
    )  # fmt: skip
    pdf = TemporaryFile()  # noqa: SIM115
    pdf.write(content)
    return pdf


def work(file: BinaryIO, *, media_type: str) -> tuple[dict[str, Any], bytes]:
    """The job of the child: nothing to tell, and the PDF.

    Raises:
        OSError, BadZipFile, ParseError: it cannot be read, or no PDF came of it.
    """
    room = Path(os.environ["TMPDIR"])
    source = room / f"naskah.{_ENDINGS[media_type]}"
    source.write_bytes(plain(file))
    os.environ |= {"HOME": str(room), "SAL_USE_VCLPLUGIN": "svp"}
    return {}, _saved(source, room).read_bytes()


class _Office(ctypes.Structure):
    """The first functions of `LibreOfficeKitClass`."""

    _fields_ = (
        ("size", ctypes.c_size_t),
        ("destroy", ctypes.CFUNCTYPE(None, ctypes.c_void_p)),
        ("load", ctypes.CFUNCTYPE(ctypes.c_void_p, ctypes.c_void_p, ctypes.c_char_p)),
    )


class _Document(ctypes.Structure):
    """The first functions of `LibreOfficeKitDocumentClass`."""

    _fields_ = (
        ("size", ctypes.c_size_t),
        ("destroy", ctypes.CFUNCTYPE(None, ctypes.c_void_p)),
        ("save", ctypes.CFUNCTYPE(ctypes.c_int, ctypes.c_void_p, *[ctypes.c_char_p] * 3)),
    )


def _saved(source: Path, room: Path) -> Path:
    """A file as PDF, by LibreOfficeKit (`LibreOfficeKit.h`): in this process, so that no other one is needed."""
    hook = ctypes.CDLL(str(_LIBRARY)).libreofficekit_hook_2
    hook.restype, hook.argtypes = ctypes.c_void_p, [ctypes.c_char_p, ctypes.c_char_p]
    pdf, kit = source.with_suffix(".pdf"), hook(bytes(_PROGRAM), f"{room.as_uri()}/profile".encode())
    document = _functions(kit, _Office).load(kit, source.as_uri().encode())
    _functions(document, _Document).save(document, pdf.as_uri().encode(), b"pdf", None)
    return pdf


def _functions(thing: int | None, kind: type[ctypes.Structure]) -> Any:
    """The functions of something that LibreOffice made.

    Raises:
        OSError: it made none.
    """
    if not thing:
        raise OSError("LibreOffice")
    table = ctypes.cast(thing, ctypes.POINTER(ctypes.c_void_p))[0]
    return ctypes.cast(table or 0, ctypes.POINTER(kind)).contents


def plain(file: BinaryIO) -> bytes:
    """An office file with every change accepted and without comments.

    Raises:
        OSError, BadZipFile, ParseError: it cannot be read.
    """
    out = BytesIO()
    with ZipFile(file) as package, ZipFile(out, "w", ZIP_DEFLATED) as made:
        for part in package.infolist():
            if part.file_size > _LARGEST_PART:
                raise OSError(f"{part.filename} is too large")
            is_text = part.filename.startswith(_TEXTS) and part.filename.endswith(".xml")
            with package.open(part) as content, made.open(part.filename, "w") as copy:
                shutil.copyfileobj(BytesIO(_accepted(content.read())) if is_text else content, copy)
    return out.getvalue()


def _accepted(content: bytes) -> bytes:
    for _, (prefix, name) in ElementTree.iterparse(BytesIO(content), events=["start-ns"], forbid_dtd=True):
        if not prefix.startswith("ns"):  # names that the writer gives out by itself
            register_namespace(prefix, name)
    tree = ElementTree.fromstring(content, forbid_dtd=True)
    tree.attrib.pop(_PREFIXES, None)
    for parent in list(tree.iter()):
        _accept(parent)
    written: bytes = tostring(tree, encoding="utf-8", xml_declaration=True)
    return written


def _accept(parent: Element) -> None:
    """Accept the changes right within an element."""
    kept = list[Element]()
    for part in list(parent):
        tag = part.tag.rpartition("}")[2] if isinstance(part.tag, str) else ""
        if tag in _UNPACKED:
            _accept(part)
            kept += list(part)
        elif tag not in _DROPPED and not (tag == "tr" and _is_deleted(part)) and part.get(_DISPLAY) != "none":
            kept.append(part)
            continue
        _append(parent, kept, part.tail or "")
    if len(kept) != len(parent) or any(one is not other for one, other in zip(kept, parent, strict=True)):
        parent[:] = kept


def _append(parent: Element, siblings: list[Element], text: str) -> None:
    """Keep what was written behind an element that goes."""
    if siblings:
        siblings[-1].tail = (siblings[-1].tail or "") + text
    else:
        parent.text = (parent.text or "") + text


def _is_deleted(row: Element) -> bool:
    return any(one.tag.endswith("}del") for looks in row if looks.tag.endswith("}trPr") for one in looks)
