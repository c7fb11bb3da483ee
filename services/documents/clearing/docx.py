"""What a DOCX text holds and does not show."""

from collections.abc import Iterator
from typing import BinaryIO
from xml.etree.ElementTree import Element

from services.documents.clearing import packed, seen
from services.documents.clearing.cells import is_alike
from services.documents.clearing.packed import Package
from services.documents.domain.gate import Finding, Kind

_PARTS = r"word/(document|header\d*|footer\d*|footnotes|endnotes)\.xml"
_TRACKED = {"ins", "del", "moveFrom", "moveTo", "rPrChange", "pPrChange", "tblPrChange", "sectPrChange"}
_BLACK, _WHITE = "000000", "FFFFFF"
_SMALLEST = 6  # half points: smaller letters are dots
# The markers of Word (ST_HighlightColor) as RRGGBB.
_MARKERS = {
    "black": _BLACK, "white": _WHITE, "yellow": "FFFF00", "green": "00FF00", "cyan": "00FFFF", "magenta": "FF00FF",
    "blue": "0000FF", "red": "FF0000", "darkBlue": "000080", "darkCyan": "008080", "darkGreen": "008000",
    "darkMagenta": "800080", "darkRed": "800000", "darkYellow": "808000", "darkGray": "808080", "lightGray": "C0C0C0",
}  # fmt: skip


def look(file: BinaryIO, names: tuple[str, ...]) -> Iterator[Finding]:
    """What is hidden or personal in a text document.

    Raises:
        BadZipFile, OSError, ElementTree.ParseError: it cannot be read.
    """
    with packed.opened(file) as package:
        yield from packed.makers(package, names)
        yield from packed.inside(package, names)
        yield from packed.elsewhere(package, names, rf"{_PARTS}|docProps/(core|app)\.xml")
        for part in package.like(r"word/comments\w*\.xml"):
            tree = package.xml(part)
            if tree is not None and any(one.tag == "comment" for one in tree.iter()):
                yield Finding(Kind.COMMENT, "seluruh berkas")
                break
        if package.like(r"word/afchunk.*"):
            yield Finding(Kind.ATTACHMENT, "seluruh berkas")
        if package.like(r"word/people\.xml"):
            yield Finding(Kind.METADATA, "keterangan berkas: nama pemberi komentar")
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
    said = {style.get("styleId", ""): _hides(style) for style in styles}
    bases = {style.get("styleId", ""): _value(style.find("basedOn")) for style in styles}
    hiding = {name for name, vanishes in said.items() if vanishes}
    while more := {name for name, base in bases.items() if base in hiding and said[name] is None} - hiding:
        hiding |= more
    return frozenset(hiding)


def _hides(style: Element) -> bool | None:
    """Whether words in a style are not to be seen; None where the style does not say."""
    looks, around = style.find("rPr"), style.find("pPr")
    if looks is None or _vanishes(looks) is not None:
        return _vanishes(looks)
    shaded = around is not None and around.find("shd") is not None
    return True if _is_faint(looks) and not shaded else None


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
    yield from seen.personally(packed.aside(tree, "t"), where, names)


def is_unseen(run: Element) -> bool:
    """Whether a run of text is hidden, as pale as paper, as dark as its marker, or too small to see."""
    looks = run.find("rPr")
    if looks is None:
        return False
    return bool(_vanishes(looks)) or _is_faint(looks)


def _is_faint(looks: Element) -> bool:
    """Whether words of these looks have the colour of their ground, or no size to speak of."""
    size = _value(looks.find("sz"))
    if size is not None and float(size) < _SMALLEST:
        return True
    ink, shade, marker = _value(looks.find("color")) or "auto", looks.find("shd"), _value(looks.find("highlight"))
    ground = _MARKERS.get(marker, _WHITE) if marker else "auto" if shade is None else shade.get("fill", "auto")
    return is_alike(_BLACK if ink == "auto" else ink, _WHITE if ground in ("", "auto") else ground)
