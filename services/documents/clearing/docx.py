"""What a DOCX text holds and does not show."""

from collections.abc import Iterator
from typing import BinaryIO
from xml.etree.ElementTree import Element

from services.documents.clearing import fields, grounds, packed, printers, seen, veiled
from services.documents.clearing.packed import Package
from services.documents.gate.domain.findings import Finding, Kind

_PARTS = r"word/(document|header\d*|footer\d*|footnotes|endnotes)\.xml"
_TRACKED = {"ins", "del", "moveFrom", "moveTo", "rPrChange", "pPrChange", "tblPrChange", "sectPrChange"}
UNSTYLED = ""  # the style of paragraphs that name none
_SMALLEST = 6  # half points: smaller letters are dots


def look(file: BinaryIO, names: tuple[str, ...]) -> Iterator[Finding]:
    """What is hidden or personal in a text document.

    Raises:
        BadZipFile, OSError, ElementTree.ParseError: it cannot be read.
    """
    with packed.opened(file) as package:
        yield from packed.makers(package, names)
        yield from packed.inside(package, names)
        yield from packed.unled(package)
        yield from packed.elsewhere(package, names, rf"{_PARTS}|docProps/(core|app)\.xml|{printers.PART}")
        yield from printers.look(package, names, {})
        for part in package.like(r"word/comments\w*\.xml"):
            tree = package.xml(part)
            if tree is not None and any(one.tag == "comment" for one in tree.iter()):
                yield Finding(Kind.COMMENT, "seluruh berkas")
                break
        if package.like(r"word/afchunk.*"):
            yield Finding(Kind.ATTACHMENT, "seluruh berkas")
        if package.like(r"word/people\.xml"):
            yield Finding(Kind.METADATA, "keterangan berkas: nama pemberi komentar")
        yield from _kept_aside(package)
        styles = hiding_styles(package)
        for part in package.like(_PARTS):
            tree = package.xml(part)
            if tree is not None:
                yield from _part(tree, _place(part), styles, unseen(tree, package), names)


def _kept_aside(package: Package) -> Iterator[Finding]:
    """What a text keeps for its programs: values, where its addresses come from, building blocks."""
    settings, blocks = package.xml("word/settings.xml"), package.xml("word/glossary/document.xml")
    if settings is not None and any(one.tag == "docVar" for one in settings.iter()):
        yield Finding(Kind.LEFTOVER, "seluruh berkas", "variabel naskah")
    if settings is not None and any(one.tag == "mailMerge" for one in settings.iter()):
        yield Finding(Kind.EXTERNAL_LINK, "seluruh berkas", "sumber data gabungan surat")
    for block in blocks.iter("docPart") if blocks is not None else ():
        if "bbPlcHdr" not in {kind.get("val") for kind in block.iter("type")}:  # what asks to be filled in
            yield Finding(Kind.LEFTOVER, "seluruh berkas", "potongan naskah tersimpan")
            return


def _place(part: str) -> str:
    if "header" in part or "footer" in part:
        return "kepala atau kaki halaman"
    return "catatan kaki" if "notes" in part else "isi naskah"


def hiding_styles(package: Package) -> frozenset[str]:
    """The styles in which words are hidden, by themselves or by what they are based on."""
    sheet = package.xml("word/styles.xml")
    styles = [] if sheet is None else list(sheet.iter("style"))
    said = {style.get("styleId", ""): _hides(style) for style in styles}
    usual = [] if sheet is None else list(sheet.iter("rPrDefault"))
    bases = {style.get("styleId", ""): _value(style.find("basedOn")) for style in styles}
    hiding = {name for name, vanishes in said.items() if vanishes}
    while more := {name for name, base in bases.items() if base in hiding and said[name] is None} - hiding:
        hiding |= more
    own = {style.get("styleId", "") for style in styles if style.get("default") in ("1", "true")}
    return frozenset(hiding | ({UNSTYLED} if own & hiding or any(map(_hides, usual)) else set()))


def _hides(style: Element) -> bool | None:
    """Whether words in a style are not to be seen; None where the style does not say."""
    looks = style.find("rPr")
    if looks is None or _vanishes(looks) is not None:
        return _vanishes(looks)
    return True if _is_dots(looks) else None


def _vanishes(looks: Element | None) -> bool | None:
    """Whether words of these looks are hidden; None where the looks do not say."""
    found = [looks.find(tag) for tag in ("vanish", "specVanish")] if looks is not None else []
    said = [one.get("val", "true") not in ("0", "false") for one in found if one is not None]
    return any(said) if said else None


def is_in(one: Element, styles: frozenset[str]) -> bool:
    """Whether a paragraph or a run of text is in one of these styles."""
    looks = one.find("pPr" if one.tag == "p" else "rPr")
    named = None if looks is None else _value(looks.find("pStyle" if one.tag == "p" else "rStyle"))
    return (named or (UNSTYLED if one.tag == "p" else None)) in styles


def _value(one: Element | None) -> str | None:
    return None if one is None else one.get("val")


def _part(
    tree: Element, where: str, styles: frozenset[str], hidden: set[Element], names: tuple[str, ...]
) -> Iterator[Finding]:
    if any(one.tag in _TRACKED for one in tree.iter()):
        yield Finding(Kind.TRACKED_CHANGE, where)
    if any(packed.words(one) for one in (*hidden, *(one for one in tree.iter() if is_in(one, styles)))):
        yield Finding(Kind.HIDDEN_TEXT, where)
    if any(float(crop.get(side, "0")) > 0 for crop in tree.iter("srcRect") for side in ("l", "t", "r", "b")):
        yield Finding(Kind.OUTSIDE, where, "gambar yang dipotong")
    yield from veiled.look(tree, where)
    yield from fields.look(tree, where, names)
    for paragraph in tree.iter("p"):
        yield from seen.personally("".join(text.text or "" for text in paragraph.iter("t")), where, names)
    yield from seen.personally(packed.aside(tree, "t"), where, names)


def unseen(tree: Element, package: Package) -> set[Element]:
    """The runs of a part that are hidden, as pale as what they stand on, or too small to see."""
    sheet = package.xml("word/styles.xml")
    return grounds.pale(tree, sheet) | {run for run in tree.iter("r") if _is_hidden(run)}


def _is_hidden(run: Element) -> bool:
    looks = run.find("rPr")
    return looks is not None and (bool(_vanishes(looks)) or _is_dots(looks))


def _is_dots(looks: Element) -> bool:
    """Whether words of these looks have no size to speak of."""
    size = _value(looks.find("sz"))
    return size is not None and float(size) < _SMALLEST
