"""Where cells stand on a sheet, and what of it is not shown. Counted as spreadsheets do where a file is silent."""

import re
from collections.abc import Iterator
from xml.etree.ElementTree import Element

CONTRAST = 24  # of 255 in any colour: less is not to be seen
_RGB = re.compile(r"[0-9A-Fa-f]{6}")


def numbered(sheet: Element) -> Iterator[tuple[int, Element]]:
    """The rows of a sheet with their numbers, from 1."""
    number = 0
    for row in sheet.iter("row"):
        number = int(row.get("r") or number + 1)
        yield number, row


def placed(row: Element) -> Iterator[tuple[int, Element]]:
    """The cells of a row with their columns, from 1."""
    column = 0
    for cell in row.iter("c"):
        column = cell_of(cell.get("r", ""))[0] or column + 1
        yield column, cell


def name_of(column: int, row: int) -> str:
    """How a cell is called: `B7`."""
    return f"{letters(column)}{row}"


_UNSEEN = {"ht": 2.0, "width": 0.3, "defaultColWidth": 0.3}  # points, letters: less shows nothing


def is_hidden(one: Element, size: str) -> bool:
    """Whether a row or column is hidden, or so narrow that nothing of it is shown; `size` is how its size is called."""
    return one.get("hidden") in ("1", "true") or float(one.get(size, "9")) < _UNSEEN[size]


def is_alike(ink: str, ground: str) -> bool:
    """Whether two colours can hardly be told apart, as RRGGBB; others are compared as they are written."""
    if not (_RGB.fullmatch(ink) and _RGB.fullmatch(ground)):
        return ink.upper() == ground.upper()
    pairs = zip(bytes.fromhex(ink), bytes.fromhex(ground), strict=True)
    return max(abs(one - other) for one, other in pairs) <= CONTRAST


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
