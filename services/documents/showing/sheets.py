"""What an XLSX workbook shows: visible sheets, rows, columns and cells, with their values as they were last computed.

Positions are counted as spreadsheets count them where the file leaves them out, so nothing slips past a rule by
standing nowhere.
"""

import re
from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta
from typing import NamedTuple
from xml.etree.ElementTree import Element

from services.documents.readers import sheets
from services.documents.readers.cells import area, is_hidden, is_under, numbered, placed
from services.documents.readers.packed import Package

Value = str | float | bool | datetime
Format = str | int  # how a number is shown: a code, or the number of one that every spreadsheet has
_MOST_COLUMNS = 16_384
_DAY_CODES = re.compile(r"[dyhs]|m(?!m*\\?\")", re.IGNORECASE)
_QUOTED = re.compile(r'"[^"]*"|\\.|\[[^\]]*\]|_.')
_DAYS = {*range(14, 23), *range(45, 48)}  # number formats of moments that every spreadsheet has (ECMA-376, 18.8.30)
_PLAIN_FORMATS = 50  # below this a format has no text of its own
_PERCENT = 10
# Signs of numbers and moments, currencies, and short words without digits.
_SHOWN = re.compile(
    r"(?:[#0?.,%dmyhs/: ()+@-]|E[+-]|\[\$[^\]\d-]{0,4}(?:-[0-9A-F]{1,8})?\]|\[[hms]+\]|AM/PM"
    r'|"[^"\d]{0,12}"|[\\_*]\D)+',
    re.IGNORECASE,
)


class Cell(NamedTuple):
    """A cell that is shown. `column` and `row` count from 1; `style` is its number format."""

    column: int
    row: int
    value: Value
    style: Format


class Sheet(NamedTuple):
    """A sheet that is shown, with its cells by row, then column."""

    name: str
    cells: Sequence[Cell]


class _Looks(NamedTuple):
    """How cells look by their style, and whether days count from 1904."""

    styles: Sequence[Format]
    days: frozenset[int]
    invisible: frozenset[str]
    since: datetime


def shown(package: Package) -> Iterator[Sheet]:
    """The visible sheets of a workbook.

    Raises:
        ValueError, OSError, ElementTree.ParseError: it is no workbook that can be read.
    """
    book = package.xml("xl/workbook.xml")
    if book is None:
        raise ValueError("no workbook")
    visible = {one.get("name", "") for one in book.iter("sheet") if one.get("state", "visible") == "visible"}
    strings, looks = _strings(package), _looks(package, book)
    for name, part in sheets.parts(package, book):
        tree = package.xml(part)
        if name in visible and tree is not None and tree.tag == "worksheet":
            yield Sheet(name, list(_cells(tree, strings, looks)))


def _strings(package: Package) -> list[str]:
    """The texts that cells share, without how they are pronounced."""
    table = package.xml("xl/sharedStrings.xml")
    return ["".join(_letters(one)) for one in table.iter("si")] if table is not None else []


def _letters(one: Element) -> Iterator[str]:
    for part in one:
        if part.tag == "t":
            yield part.text or ""
        elif part.tag == "r":
            yield from _letters(part)


def _looks(package: Package, book: Element) -> _Looks:
    epoch = any(one.get("date1904") in ("1", "true") for one in book.iter("workbookPr"))
    since = datetime(1904, 1, 1) if epoch else datetime(1899, 12, 30)  # noqa: DTZ001 - a cell has no zone
    tree = package.xml("xl/styles.xml")
    if tree is None:
        return _Looks((), frozenset(), frozenset(), since)
    codes = {int(one.get("numFmtId", "0")): one.get("formatCode", "") for one in tree.iter("numFmt")}
    formatted = tree.find("cellXfs")
    numbers = [int(one.get("numFmtId", "0")) for one in formatted if one.tag == "xf"] if formatted is not None else []
    days = {place for place, number in enumerate(numbers) if number in _DAYS or _is_moment(codes.get(number, ""))}
    styles = [_plain(number, codes.get(number, "")) for number in numbers]
    return _Looks(styles, frozenset(days), sheets.looks(package).invisible, since)


def _is_moment(code: str) -> bool:
    return bool(_DAY_CODES.search(_QUOTED.sub("", code.partition(";")[0]))) and "general" not in code.lower()


def _plain(number: int, code: str) -> Format:
    """How a number is shown when it is positive: other words that a format may hold are not always seen."""
    shown = code.partition(";")[0]
    if number < _PLAIN_FORMATS:
        return number
    if _SHOWN.fullmatch(shown):
        return shown
    return _PERCENT if "%" in code else 0


def _cells(tree: Element, strings: Sequence[str], looks: _Looks) -> Iterator[Cell]:
    columns, usual = _hidden_columns(tree), _is_shown_usually(tree)
    merged = [area(one.get("ref", "")) for one in tree.iter("mergeCell")]
    for number, row in numbered(tree):
        if is_hidden(row, "ht") or not (usual or row.get("ht")):
            continue
        for column, cell in placed(row):
            unseen = column in columns or cell.get("s", "0") in looks.invisible
            if unseen or is_under(column, number, merged):
                continue
            value, style = _value(cell, strings, looks)
            if value != "":
                yield Cell(column, number, value, style)


def _is_shown_usually(tree: Element) -> bool:
    """Whether rows without a height of their own are shown."""
    return all(one.get("zeroHeight") not in ("1", "true") for one in tree.iter("sheetFormatPr"))


def _hidden_columns(tree: Element) -> set[int]:
    """The columns that are hidden, of those that cells can stand in."""
    usual = next(tree.iter("sheetFormatPr"), None)
    narrow = usual is not None and float(usual.get("defaultColWidth", "1")) == 0
    hidden = set(range(1, _MOST_COLUMNS + 1)) if narrow else set[int]()
    for one in tree.iter("col"):
        span = range(int(one.get("min", "1")), min(int(one.get("max", "1")), _MOST_COLUMNS) + 1)
        (hidden.update if is_hidden(one, "width") else hidden.difference_update)(span)
    return hidden


def _value(cell: Element, strings: Sequence[str], looks: _Looks) -> tuple[Value, Format]:
    """A cell's value and number format; a formula's value is what it last came to."""
    kind, place = cell.get("t", "n"), int(cell.get("s", "0"))
    style = looks.styles[place] if place < len(looks.styles) else 0
    if kind == "inlineStr":
        return "".join(letters for one in cell.iter("is") for letters in _letters(one)), 0
    held = cell.find("v")
    text = "" if held is None else held.text or ""
    if kind == "s":
        return strings[int(text)] if text else "", 0
    if kind == "b":
        return text == "1", 0
    if kind != "n" or not text:
        return text, 0
    number = float(text)
    if place in looks.days:
        return _moment(number, looks.since), style if style in _DAYS or isinstance(style, str) else 0
    return number, style


def _moment(serial: float, since: datetime) -> datetime | float:
    """The moment of a serial number of days; what lies beyond all calendars stays a number."""
    try:
        return since + timedelta(seconds=round(serial * 86_400))
    except OverflowError:
        return serial


def said(value: Value) -> str:
    """A value as people in Indonesia write it in a text."""
    if isinstance(value, bool):
        return "BENAR" if value else "SALAH"
    if isinstance(value, datetime):
        return f"{value:%d/%m/%Y}" if value.time() == datetime.min.time() else f"{value:%d/%m/%Y %H:%M}"
    if isinstance(value, float):
        return f"{value:.0f}" if value.is_integer() else f"{value:.10g}".replace(".", ",")
    return value


def text(package: Package) -> Iterator[str]:
    """The rows that are shown, sheet by sheet, cells parted by tabs."""
    for sheet in shown(package):
        yield sheet.name
        line, number = list[str](), 0
        for cell in sheet.cells:
            if cell.row != number and line:
                yield "\t".join(line)
                line = []
            number = cell.row
            line.append(said(cell.value))
        yield "\t".join(line)
