"""The safe copy of a workbook: visible values on sheets of the same shape, so that `B7` stays `B7`."""

import io
from collections.abc import Mapping
from datetime import datetime
from typing import Any, BinaryIO

import xlsxwriter

from services.documents.clearing import packed
from services.documents.redaction import closing
from services.documents.redaction.marking import Marker
from services.documents.showing import sheets
from services.documents.showing.sheets import Cell, Value

_PLAIN = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
_WIDEST = 400  # pixels of a column
_DAY, _MOMENT = 14, 22  # number formats that every spreadsheet has
_LONGEST_NAME, _FORBIDDEN = 31, str.maketrans("", "", "[]:*?/\\")


def write(file: BinaryIO, marker: Marker, said: Mapping[str, Any]) -> bytes:
    """The workbook with marks, and a last sheet that says what was blackened.

    Raises:
        BadZipFile, ValueError, OSError, ElementTree.ParseError: it cannot be read.
    """
    out = io.BytesIO()
    with packed.opened(file) as package, xlsxwriter.Workbook(out, _PLAIN) as made:
        made.set_properties({"created": datetime.fromisoformat(said["made_on"])})
        copy, taken = _Copy(made), {closing.TITLE.casefold()}
        for sheet in sheets.shown(package):
            page = made.add_worksheet(_name(marker.text(sheet.name), taken))
            for cell in sheet.cells:
                copy.put(page, cell, _marked(sheet.name, cell, marker))
            page.autofit(_WIDEST)
        end = made.add_worksheet(closing.TITLE)
        end.write_column(0, 0, closing.sentences(said["log"]))
        end.set_column(0, 0, 100)
    return out.getvalue()


class _Copy:
    """A workbook in the making, with one style for each number format."""

    def __init__(self, made: Any) -> None:
        self._made, self._styles = made, dict[int, Any]()

    def put(self, page: Any, cell: Cell, value: Value) -> None:
        """Write a value where its cell stood."""
        place = cell.row - 1, cell.column - 1
        if isinstance(value, datetime):
            of_kind = _DAY if value.time() == datetime.min.time() else _MOMENT
            page.write_datetime(*place, value, self._style(cell.style or of_kind))
        elif isinstance(value, bool):
            page.write_boolean(*place, value)
        elif isinstance(value, float):
            page.write_number(*place, value, self._style(cell.style))
        else:
            page.write_string(*place, value)

    def _style(self, number: int) -> Any:
        if number not in self._styles:
            self._styles[number] = self._made.add_format({"num_format": number})
        return self._styles[number]


def _name(wanted: str, taken: set[str]) -> str:
    """A name that a sheet can have and no other one has."""
    name = wanted.translate(_FORBIDDEN).strip("' ")[:_LONGEST_NAME] or "Lembar"
    number = 1
    while name.casefold() in taken:
        number += 1
        name = f"{name[: _LONGEST_NAME - 5]} ({number})"
    taken.add(name.casefold())
    return name


def _marked(sheet: str, cell: Cell, marker: Marker) -> Value:
    """What a cell of the copy holds. A number is looked at as people read it, and stays one where nothing is found."""
    covered = marker.covered(sheet, cell.column, cell.row)
    if covered:
        return covered
    said = sheets.said(cell.value)
    marked = marker.text(said)
    return cell.value if marked == said else marked
