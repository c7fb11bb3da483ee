"""What a DOCX text holds and does not show."""

from collections.abc import Iterator
from typing import BinaryIO
from xml.etree.ElementTree import Element

from services.documents.clearing import packed, seen
from services.documents.domain.gate import Finding, Kind

_PARTS = r"word/(document|header\d*|footer\d*|footnotes|endnotes)\.xml"
_TRACKED = {"ins", "del", "moveFrom", "moveTo", "rPrChange", "pPrChange", "tblPrChange", "sectPrChange"}
_BLACK = {"000000", "auto"}


def look(file: BinaryIO, names: tuple[str, ...]) -> Iterator[Finding]:
    """What is hidden or personal in a text document.

    Raises:
        BadZipFile, OSError, ElementTree.ParseError: it cannot be read.
    """
    with packed.opened(file) as package:
        yield from packed.makers(package, names)
        yield from packed.inside(package)
        for part in package.like(r"word/comments\w*\.xml"):
            tree = package.xml(part)
            if tree is not None and any(one.tag == "comment" for one in tree.iter()):
                yield Finding(Kind.COMMENT, "seluruh berkas")
                break
        if package.like(r"word/afchunk.*"):
            yield Finding(Kind.ATTACHMENT, "seluruh berkas")
        for part in package.like(_PARTS):
            tree = package.xml(part)
            if tree is not None:
                yield from _part(tree, _place(part), names)


def _place(part: str) -> str:
    if "header" in part or "footer" in part:
        return "kepala atau kaki halaman"
    return "catatan kaki" if "notes" in part else "isi naskah"


def _part(tree: Element, where: str, names: tuple[str, ...]) -> Iterator[Finding]:
    if any(one.tag in _TRACKED for one in tree.iter()):
        yield Finding(Kind.TRACKED_CHANGE, where)
    if any(is_unseen(run) and packed.words(run) for run in tree.iter("r")):
        yield Finding(Kind.HIDDEN_TEXT, where)
    if any(float(crop.get(side, "0")) > 0 for crop in tree.iter("srcRect") for side in ("l", "t", "r", "b")):
        yield Finding(Kind.OUTSIDE, where, "gambar yang dipotong")
    for paragraph in tree.iter("p"):
        yield from seen.personally("".join(text.text or "" for text in paragraph.iter("t")), where, names)


def is_unseen(run: Element) -> bool:
    """Whether a run of text is hidden, white on paper, or black on black."""
    looks = run.find("rPr")
    if looks is None:
        return False
    hidden, color = looks.find("vanish"), looks.find("color")
    if hidden is not None and hidden.get("val", "true") not in ("0", "false"):
        return True
    ink = "000000" if color is None else color.get("val", "auto")
    shade, marker = looks.find("shd"), looks.find("highlight")
    ground = marker.get("val", "") if marker is not None else "" if shade is None else shade.get("fill", "")
    if ink.upper() == "FFFFFF":
        return ground in ("", "auto", "none", "white", "FFFFFF")
    return ink in _BLACK and ground.lower() in ("black", "000000")
