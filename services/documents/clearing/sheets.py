"""What an XLSX workbook holds and does not show. Read from its parts, not through a program that tidies up."""

import re
from collections.abc import Iterator
from typing import BinaryIO, NamedTuple
from xml.etree.ElementTree import Element

from services.documents.clearing import packed, seen
from services.documents.clearing.packed import Package
from services.documents.domain.gate import Finding, Kind

_OWN_NAMES = {"_xlnm.Print_Area", "_xlnm.Print_Titles", "_xlnm._FilterDatabase"}
_INVISIBLE_FORMAT = re.compile(r'^(\s|"")*;(\s|"")*;(\s|"")*(;.*)?$')
_SHEET = re.compile(r"'((?:[^']|'')+)'!|([A-Za-z0-9_.\u00c0-\uffff]+)!")


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
        yield from packed.inside(package)
        yield from _beside(package, names)
        book = package.xml("xl/workbook.xml")
        if book is None:
            yield Finding(Kind.UNREADABLE, "seluruh berkas")
            return
        hidden = {sheet.get("name", "") for sheet in book.iter("sheet") if sheet.get("state", "visible") != "visible"}
        for name in sorted(hidden):
            yield Finding(Kind.HIDDEN_SHEET, f"lembar “{name}”")
        yield from _names(book, hidden)
        texts, unseen, used = _strings(package), looks(package), set[int]()
        for name, part in parts(package, book):
            sheet = package.xml(part)
            if sheet is None:
                yield Finding(Kind.UNREADABLE, f"lembar “{name}”")
                continue
            yield from _sheet(sheet, f"lembar “{name}”", unseen)
            yield from _cells(sheet, f"lembar “{name}”", texts, used, names)
        if any(text.strip() for place, text in enumerate(texts) if place not in used):
            yield Finding(Kind.LEFTOVER, "seluruh berkas", "tulisan yang tidak ada lagi di lembar mana pun")


def _beside(package: Package, names: tuple[str, ...]) -> Iterator[Finding]:
    """Copies, links, comments and texts in parts of their own."""
    kinds = {
        Kind.PIVOT_CACHE: r"xl/(pivotCache|slicerCaches|model)/.*",
        Kind.EXTERNAL_LINK: r"xl/(externalLinks/.*|connections\.xml|queryTables/.*)",
        Kind.REVISION: r"xl/revisions/.*",
    }
    for kind, pattern in kinds.items():
        if package.like(pattern):
            yield Finding(kind, "seluruh berkas")
    for part in package.like(r"xl/(comments/?\w*|threadedComments/\w+)\.xml"):
        cells = [one.get("ref", "") for one in _all(package.xml(part), "comment", "threadedComment")]
        yield Finding(Kind.COMMENT, f"sel {', '.join(cells[:20])}" if cells else "seluruh berkas")
    for part in package.like(r"xl/(drawings|charts)/\w+\.xml"):
        yield from seen.personally(packed.words(package.xml(part)), "gambar dan bagan", names)


def _all(tree: Element | None, *tags: str) -> Iterator[Element]:
    for one in tree.iter() if tree is not None else ():
        if one.tag in tags:
            yield one


def _names(book: Element, hidden: set[str]) -> Iterator[Finding]:
    """Names of ranges that lead to what is hidden, or to another file."""
    for one in book.iter("definedName"):
        if one.get("name", "") in _OWN_NAMES:
            continue
        target = one.text or ""
        leads = {(quoted or plain).replace("''", "'") for quoted, plain in _SHEET.findall(target)}
        if one.get("hidden") == "1" or leads & hidden or "[" in target or not leads:
            yield Finding(Kind.DEFINED_NAME, f"nama “{one.get('name')}”", target[:80])


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
    """Styles by which a cell shows nothing: a format without content, or white on nothing."""
    styles = package.xml("xl/styles.xml")
    if styles is None:
        return Looks(frozenset())
    formats = {one.get("numFmtId"): one.get("formatCode", "") for one in styles.iter("numFmt")}
    empty = {number for number, code in formats.items() if _INVISIBLE_FORMAT.match(code)}
    fonts, fills = styles.find("fonts"), styles.find("fills")
    white = {str(place) for place, font in enumerate(fonts if fonts is not None else ()) if _is_white(font)}
    bare = {str(place) for place, fill in enumerate(fills if fills is not None else ()) if _is_bare(fill)}
    formatted = styles.find("cellXfs")
    return Looks(
        frozenset(
            str(place)
            for place, one in enumerate(formatted if formatted is not None else ())
            if one.get("numFmtId") in empty or (one.get("fontId") in white and one.get("fillId", "0") in bare)
        )
    )


def _is_white(font: Element) -> bool:
    color = font.find("color")
    return color is not None and (color.get("rgb", "").upper().endswith("FFFFFF") or color.get("theme") == "0")


def _is_bare(fill: Element) -> bool:
    pattern = fill.find("patternFill")
    return pattern is None or pattern.get("patternType", "none") == "none"


def _sheet(sheet: Element, where: str, looks: Looks) -> Iterator[Finding]:
    """Rows, columns and cells that are not shown."""
    rows = [int(row.get("r", "0")) for row in sheet.iter("row") if is_hidden(row, "ht")]
    if rows:
        yield Finding(Kind.HIDDEN_ROWS, f"{where}, baris {_ranges(rows)}")
    columns = [
        f"{letters(int(column.get('min', '1')))}–{letters(int(column.get('max', '1')))}"
        for column in sheet.iter("col")
        if is_hidden(column, "width")
    ]
    if columns:
        yield Finding(Kind.HIDDEN_COLUMNS, f"{where}, kolom {', '.join(columns)}")
    merged = [area(one.get("ref", "")) for one in sheet.iter("mergeCell")]
    unseen = [
        cell.get("r", "")
        for cell in sheet.iter("c")
        if len(cell) and (cell.get("s", "0") in looks.invisible or is_under(*cell_of(cell.get("r", "")), merged))
    ]
    if unseen:
        yield Finding(Kind.HIDDEN_CELLS, f"{where}, sel {', '.join(unseen[:20])}")


def is_hidden(one: Element, size: str) -> bool:
    """Whether a row or column is hidden, or so narrow that nothing of it is shown; `size` is how its size is called."""
    return one.get("hidden") in ("1", "true") or float(one.get(size, "1")) == 0


def _cells(sheet: Element, where: str, strings: list[str], used: set[int], names: tuple[str, ...]) -> Iterator[Finding]:
    """What is personal in the cells; notes which shared texts are used."""
    for cell in sheet.iter("c"):
        value = cell.find("v")
        text = "" if value is None else value.text or ""
        if cell.get("t") == "s" and text.isdigit() and int(text) < len(strings):
            used.add(int(text))
            text = strings[int(text)]
        elif cell.get("t") == "inlineStr":
            text = packed.words(cell)
        elif text.replace(".", "").isdigit() or "E+" in text:
            text = f"{float(text):.0f}" if "E+" in text else text.removesuffix(".0")
        yield from seen.personally(text, f"{where}, sel {cell.get('r', '?')}", names)
    for part in _all(sheet, "oddHeader", "oddFooter", "evenHeader", "evenFooter", "firstHeader", "firstFooter"):
        yield from seen.personally(part.text or "", f"{where}, kepala atau kaki halaman", names)


def letters(number: int) -> str:
    """A column's letters: 1 is A, 27 is AA."""
    name = ""
    while number > 0:
        number, rest = divmod(number - 1, 26)
        name = chr(ord("A") + rest) + name
    return name


def cell_of(reference: str) -> tuple[int, int]:
    """Column and row of a cell, from 1: `B7` is (2, 7). A part that is missing is 0."""
    match = re.fullmatch(r"\$?([A-Z]{0,3})\$?(\d{0,7})", reference.upper())
    if match is None:
        return 0, 0
    column = 0
    for letter in match[1]:
        column = column * 26 + ord(letter) - ord("A") + 1
    return column, int(match[2] or 0)


def area(reference: str) -> tuple[int, int, int, int]:
    """Left, top, right, bottom of an area from 1: `B2:C9` is (2, 2, 3, 9)."""
    first, _, last = reference.partition(":")
    return *cell_of(first), *cell_of(last or first)


def is_under(column: int, row: int, merged: list[tuple[int, int, int, int]]) -> bool:
    """Whether a cell is covered by a merged one, whose first cell alone is shown."""
    return any(
        left <= column <= right and top <= row <= bottom and (column, row) != (left, top)
        for left, top, right, bottom in merged
    )


def _ranges(rows: list[int]) -> str:
    """Rows in words: `3–5, 9`; at most ten stretches."""
    stretches: list[list[int]] = []
    for row in sorted(rows):
        if stretches and row == stretches[-1][1] + 1:
            stretches[-1][1] = row
        else:
            stretches.append([row, row])
    said = [f"{first}–{last}" if first != last else str(first) for first, last in stretches[:10]]
    return ", ".join(said) + (", …" if len(stretches) > 10 else "")
