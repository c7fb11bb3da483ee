"""What an XLSX workbook holds and does not show. Read from its parts, not through a program that tidies up."""

import re
from collections.abc import Iterable, Iterator, Mapping
from posixpath import normpath
from typing import BinaryIO, NamedTuple
from xml.etree.ElementTree import Element

from services.documents.clearing import choosing, packed, printers, ranges, seen, zips
from services.documents.clearing.cells import (
    area,
    is_alike,
    is_hidden,
    is_under,
    letters,
    name_of,
    numbered,
    placed,
    shared,
    stretches,
    text_of,
)
from services.documents.clearing.packed import Package
from services.documents.gate.domain.findings import Finding, Kind

_READ = r"xl/(worksheets/[^/]*\.xml|sharedStrings\.xml|styles\.xml|theme/.*)|docProps/(core|app)\.xml|" + printers.PART
_READING = re.compile(rb"<(?:\w+:)?rPh\b")
_BLACK, _WHITE = "000000", "FFFFFF"
_SMALLEST = 3  # points: smaller letters are dots
_MOST_NAMED = 20  # cells
_MARGINS = ("oddHeader", "oddFooter", "evenHeader", "evenFooter", "firstHeader", "firstFooter")
_OF_CELLS = ("row", "c", "v", "f", "is", "r", "t")
_INVISIBLE_FORMAT = re.compile(r'^(\s|"")*;(\s|"")*;(\s|"")*(;.*)?$')


class Looks(NamedTuple):
    """Which cell styles show nothing."""

    invisible: frozenset[str]


def look(file: BinaryIO, names: tuple[str, ...]) -> Iterator[Finding]:
    """What is hidden or personal in a workbook.

    Raises:
        BadZipFile, OSError, ElementTree.ParseError: it cannot be read.
    """
    with packed.opened(file) as package:
        yield from packed.makers(package, names)
        yield from packed.inside(package, names)
        yield from packed.unled(package)
        yield from packed.elsewhere(package, names, _READ)
        book = package.xml("xl/workbook.xml")
        if book is None:
            yield Finding(Kind.UNREADABLE, "seluruh berkas")
            return
        yield from _about(package, book, names)
        yield from _within(package, book, names)


def _about(package: Package, book: Element, names: tuple[str, ...]) -> Iterator[Finding]:
    """What lies beside the cells."""
    hidden = {sheet.get("name", "") for sheet in book.iter("sheet") if sheet.get("state", "visible") != "visible"}
    for name, part in parts(package, book):
        if name in hidden:
            yield Finding(Kind.HIDDEN_SHEET, f"lembar “{name}”{_extent(package.xml(part))}")
    sheets_of = {one: name for name, part in parts(package, book) for one in _beside_it(package, part)}
    yield from ranges.names(book, hidden)
    yield from ranges.tables(package)
    yield from ranges.charts(package, hidden)
    yield from printers.look(package, names, sheets_of)
    yield from _beside(package, sheets_of)
    if any(_is_gone(package, part) for part in package.like(r"xl/drawings/drawing\d*\.xml")):
        yield Finding(Kind.HIDDEN_TEXT, "gambar dan bagan")


def _within(package: Package, book: Element, names: tuple[str, ...]) -> Iterator[Finding]:
    """What the sheets hold, cell by cell."""
    texts, unseen, used = _strings(package), looks(package), set[int]()
    for name, part in parts(package, book):
        sheet, where = package.xml(part), f"lembar “{name}”"
        if sheet is None:
            yield Finding(Kind.UNREADABLE, where)
            continue
        yield from _sheet(sheet, where, unseen)
        yield from _cells(sheet, where, texts, used, names)
        yield from choosing.rules(sheet, where, names)
        tables = (package.xml(one) for one in _beside_it(package, part) if re.fullmatch(r"xl/tables/.*", one))
        for tree in (sheet, *(table for table in tables if table is not None)):
            yield from choosing.filters(tree, sheet, texts, where, names)
    if any(_is_told(package, part) for part in package.like(r"xl/(sharedStrings|worksheets/[^/]*)\.xml")):
        yield Finding(Kind.HIDDEN_CELLS, "seluruh berkas", "bacaan di atas huruf (furigana)")
    if any(text.strip() for place, text in enumerate(texts) if place not in used):
        yield Finding(Kind.LEFTOVER, "seluruh berkas", "tulisan yang tidak ada lagi di lembar mana pun")


def _is_told(package: Package, part: str) -> bool:
    """Whether cells have readings above their letters, which no sheet shows unless it is asked to."""
    return bool(_READING.search(zips.in_utf8(package.file.read(part))))  # a sheet is large, and read as a tree below


def _is_gone(package: Package, part: str) -> bool:
    return any(one.get("hidden") in ("1", "true") for one in _all(package.xml(part), "cNvPr"))


def _extent(sheet: Element | None) -> str:
    """From which cell to which one a sheet is filled, in words."""
    places = [(column, row) for row, line in _rows(sheet) for column, cell in placed(line) if len(cell)]
    if not places:
        return ""
    columns, rows = zip(*places, strict=True)
    return f", sel {name_of(min(columns), min(rows))}:{name_of(max(columns), max(rows))}"


def _rows(sheet: Element | None) -> Iterator[tuple[int, Element]]:
    return iter(()) if sheet is None else numbered(sheet)


def _beside_it(package: Package, part: str) -> Iterator[str]:
    """The parts that a sheet leads to."""
    folder, _, file = part.rpartition("/")
    for one in _all(package.xml(f"{folder}/_rels/{file}.rels"), "Relationship"):
        target = one.get("Target", "")
        yield target.lstrip("/") if target.startswith("/") else normpath(f"{folder}/{target}")


def _beside(package: Package, sheets_of: Mapping[str, str]) -> Iterator[Finding]:
    """Copies, links and comments in parts of their own."""
    kinds = {
        Kind.EXTERNAL_LINK: r"xl/(externalLinks/.*|connections\.xml|queryTables/.*)",
        Kind.REVISION: r"xl/revisions/.*",
    }
    for kind, pattern in kinds.items():
        if package.like(pattern):
            yield Finding(kind, "seluruh berkas")
    if package.like(r"xl/(pivotCache|slicerCaches|model)/.*"):
        yield Finding(Kind.PIVOT_CACHE, _sources(package) or "seluruh berkas")
    if package.like(r"xl/persons/.*"):
        yield Finding(Kind.METADATA, "keterangan berkas: nama pemberi komentar")
    for part in package.like(r"xl/(comments/?\w*|threadedComments/\w+)\.xml"):
        cells = [one.get("ref", "") for one in _all(package.xml(part), "comment", "threadedComment")]
        sheet = f"lembar “{sheets_of[part]}”, " if part in sheets_of else ""
        yield Finding(Kind.COMMENT, f"{sheet}sel {_listed(cells)}" if cells else "seluruh berkas")


def _sources(package: Package) -> str:
    """Which cells pivot caches were copied from, as far as they say."""
    caches = [package.xml(part) for part in package.like(r"xl/pivotCache/pivotCacheDefinition\d*\.xml")]
    sources = [one for cache in caches for one in _all(cache, "worksheetSource")]
    return "; ".join(f"lembar “{one.get('sheet')}”, sel {one.get('ref')}" for one in sources if one.get("ref"))


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


def _strings(package: Package) -> list[str]:
    return ["".join(one.itertext()) for one in _all(package.xml("xl/sharedStrings.xml"), "si")]


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


def _sheet(sheet: Element, where: str, looks: Looks) -> Iterator[Finding]:
    """Rows, columns and cells that are not shown."""
    usual = next(sheet.iter("sheetFormatPr"), None)
    if usual is not None and usual.get("zeroHeight") in ("1", "true"):
        yield Finding(Kind.HIDDEN_ROWS, f"{where}, semua baris tanpa tinggi sendiri")
    if usual is not None and float(usual.get("defaultColWidth", "1")) == 0:
        yield Finding(Kind.HIDDEN_COLUMNS, f"{where}, semua kolom tanpa lebar sendiri")
    rows = [number for number, row in numbered(sheet) if is_hidden(row, "ht")]
    if rows:
        yield Finding(Kind.HIDDEN_ROWS, f"{where}, baris {stretches(rows)}")
    columns = [
        f"{letters(int(column.get('min', '1')))}–{letters(int(column.get('max', '1')))}"
        for column in sheet.iter("col")
        if is_hidden(column, "width")
    ]
    if columns:
        yield Finding(Kind.HIDDEN_COLUMNS, f"{where}, kolom {', '.join(columns)}")
    merged = [area(one.get("ref", "")) for one in sheet.iter("mergeCell")]
    unseen = [
        name_of(column, number)
        for number, row in numbered(sheet)
        for column, cell in placed(row)
        if len(cell) and (cell.get("s", "0") in looks.invisible or is_under(column, number, merged))
    ]
    if unseen:
        yield Finding(Kind.HIDDEN_CELLS, f"{where}, sel {_listed(unseen)}")
    tried = [one.get("r", "") for one in sheet.iter("inputCells")]
    if tried:
        yield Finding(Kind.LEFTOVER, f"{where}, sel {_listed(tried)}", "nilai lain dari skenario")


def _listed(names: list[str]) -> str:
    return ", ".join(names[:_MOST_NAMED]) + (", …" if len(names) > _MOST_NAMED else "")


def _cells(sheet: Element, where: str, strings: list[str], used: set[int], names: tuple[str, ...]) -> Iterator[Finding]:
    """What is personal in the cells; notes which shared texts are used."""
    for name, cell in ((name_of(column, row), cell) for row, line in numbered(sheet) for column, cell in placed(line)):
        if (place := shared(cell, strings)) is not None:
            used.add(place)
        yield from seen.personally(text_of(cell, strings), f"{where}, sel {name}", names)
        formula = cell.find("f")
        if formula is not None:
            yield from seen.personally(formula.text or "", f"{where}, rumus sel {name}", names)
    for part in _all(sheet, *_MARGINS):
        yield from seen.personally(part.text or "", f"{where}, kepala atau kaki halaman", names)
    rest = packed.aside(sheet, *_MARGINS, *_OF_CELLS, without=choosing.READ)
    yield from seen.personally(rest, f"{where}, keterangan lembar", names)
