"""What an XLSX workbook holds and does not show. Read from its parts, not through a program that tidies up."""

import re
from collections.abc import Iterable, Iterator
from typing import NamedTuple
from xml.etree.ElementTree import Element

from services.documents.readers.cells import is_alike
from services.documents.readers.packed import Package

_BLACK, _WHITE = "000000", "FFFFFF"
_SMALLEST = 3  # points: smaller letters are dots
_INVISIBLE_FORMAT = re.compile(r'^(\s|"")*;(\s|"")*;(\s|"")*(;.*)?$')


class Looks(NamedTuple):
    """Which cell styles show nothing."""

    invisible: frozenset[str]


def _all(tree: Element | None, *tags: str) -> Iterator[Element]:
    for one in tree.iter() if tree is not None else ():
        if one.tag in tags:
            yield one


def parts(package: Package, book: Element) -> Iterator[tuple[str, str]]:
    """Each sheet's name and the part it lies in."""
    links = package.xml("xl/_rels/workbook.xml.rels")
    targets = {one.get("Id", ""): one.get("Target", "") for one in _all(links, "Relationship")}
    for sheet in book.iter("sheet"):
        target = targets.get(sheet.get("id", ""), "")
        yield sheet.get("name", ""), target.lstrip("/") if target.startswith("/") else f"xl/{target}"


def looks(package: Package) -> Looks:
    """Styles by which a cell shows nothing: a format without content, letters too small or as pale as their ground."""
    styles = package.xml("xl/styles.xml")
    if styles is None:
        return Looks(frozenset())
    formats = {one.get("numFmtId"): one.get("formatCode", "") for one in styles.iter("numFmt")}
    empty = {number for number, code in formats.items() if _INVISIBLE_FORMAT.match(code)}
    inks = {str(place): _color(font.find("color"), _BLACK) for place, font in enumerate(_parts_of(styles, "fonts"))}
    dots = {
        str(place)
        for place, font in enumerate(_parts_of(styles, "fonts"))
        if any(float(size.get("val", "11")) < _SMALLEST for size in font.iter("sz"))
    }
    grounds = {str(place): _ground(fill) for place, fill in enumerate(_parts_of(styles, "fills"))}
    return Looks(
        frozenset(
            str(place)
            for place, one in enumerate(_parts_of(styles, "cellXfs"))
            if one.get("numFmtId") in empty
            or one.get("fontId", "0") in dots
            or is_alike(inks.get(one.get("fontId", "0"), _BLACK), grounds.get(one.get("fillId", "0"), _WHITE))
        )
    )


def _parts_of(styles: Element, name: str) -> Iterable[Element]:
    found = styles.find(name)
    return () if found is None else found


def _ground(fill: Element) -> str:
    pattern = fill.find("patternFill")
    if pattern is None or pattern.get("patternType", "none") != "solid":
        return _WHITE
    return _color(pattern.find("fgColor"), _WHITE)


def _color(color: Element | None, otherwise: str) -> str:
    """A colour as far as files name it: black and white have several names, others are compared as they are written."""
    if color is None or color.get("auto") == "1":
        return otherwise
    if color.get("rgb"):
        return color.get("rgb", "")[-6:].upper()
    known = {("theme", "0"): _WHITE, ("theme", "1"): _BLACK, ("indexed", "64"): _BLACK, ("indexed", "65"): _WHITE}
    known |= {("indexed", "0"): _BLACK, ("indexed", "8"): _BLACK, ("indexed", "1"): _WHITE, ("indexed", "9"): _WHITE}
    said = next(((key, color.get(key, "")) for key in ("theme", "indexed") if color.get(key)), ("", ""))
    return known.get(said, f"{said[0]} {said[1]} {color.get('tint', '0')}")
