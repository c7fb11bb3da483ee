"""What a DOCX text holds and does not show."""

from collections.abc import Iterator
from typing import BinaryIO
from xml.etree.ElementTree import Element

from services.documents.clearing import packed, seen
from services.documents.clearing.packed import Package
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
        styles = hiding_styles(package)
        for part in package.like(_PARTS):
            tree = package.xml(part)
            if tree is not None:
                yield from _part(tree, _place(part), styles, names)


def _place(part: str) -> str:
    if "header" in part or "footer" in part:
        return "kepala atau kaki halaman"
    return "catatan kaki" if "notes" in part else "isi naskah"


def hiding_styles(package: Package) -> frozenset[str]:
    """The styles in which words are hidden, by themselves or by what they are based on."""
    sheet = package.xml("word/styles.xml")
    styles = [] if sheet is None else list(sheet.iter("style"))
    said = {style.get("styleId", ""): _vanishes(style.find("rPr")) for style in styles}
    bases = {style.get("styleId", ""): _value(style.find("basedOn")) for style in styles}
    hiding = {name for name, vanishes in said.items() if vanishes}
    while more := {name for name, base in bases.items() if base in hiding and said[name] is None} - hiding:
        hiding |= more
    return frozenset(hiding)


def _vanishes(looks: Element | None) -> bool | None:
    """Whether words of these looks are hidden; None where the looks do not say."""
    vanish = None if looks is None else looks.find("vanish")
    return None if vanish is None else vanish.get("val", "true") not in ("0", "false")


def is_in(one: Element, styles: frozenset[str]) -> bool:
    """Whether a paragraph or a run of text is in one of these styles."""
    looks = one.find("pPr" if one.tag == "p" else "rPr")
    return looks is not None and _value(looks.find("pStyle" if one.tag == "p" else "rStyle")) in styles


def _value(one: Element | None) -> str | None:
    return None if one is None else one.get("val")


def _part(tree: Element, where: str, styles: frozenset[str], names: tuple[str, ...]) -> Iterator[Finding]:
    if any(one.tag in _TRACKED for one in tree.iter()):
        yield Finding(Kind.TRACKED_CHANGE, where)
    unseen = (one for one in tree.iter() if (one.tag == "r" and is_unseen(one)) or is_in(one, styles))
    if any(packed.words(one) for one in unseen):
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
    color = looks.find("color")
    if _vanishes(looks):
        return True
    ink = "000000" if color is None else color.get("val", "auto")
    shade, marker = looks.find("shd"), looks.find("highlight")
    ground = marker.get("val", "") if marker is not None else "" if shade is None else shade.get("fill", "")
    if ink.upper() == "FFFFFF":
        return ground in ("", "auto", "none", "white", "FFFFFF")
    return ink in _BLACK and ground.lower() in ("black", "000000")
