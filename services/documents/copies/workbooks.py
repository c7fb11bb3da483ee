"""The copy of a workbook: visible values on sheets of the same shape, so that `B7` stays `B7`."""

import io
from datetime import datetime
from typing import Any, BinaryIO

import xlsxwriter

from services.documents.copies import closing
from services.documents.copies.made import Made, Piece, Says
from services.documents.copies.marking import Marker
from services.documents.files.domain.formats import XLSX
from services.documents.readers import packed
from services.documents.readers.cells import name_of
from services.documents.showing import sheets
from services.documents.showing.sheets import Cell, Value

_PLAIN = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
_WIDEST = 400  # pixels of a column
_DRAWN = "Bagan dan gambar pada lembar tidak ikut disalin; nilai pada sel tetap ada."
_DAY, _MOMENT = 14, 22  # number formats that every spreadsheet has
_LONGEST_NAME, _FORBIDDEN = 31, str.maketrans("", "", "[]:*?/\\")


def write(file: BinaryIO, marker: Marker, says: Says) -> Made:
    """The workbook with marks, if any, and then a last sheet that says what was blackened.

    Raises:
        BadZipFile, ValueError, OSError, ElementTree.ParseError: it cannot be read.
    """
    out, words, number = io.BytesIO(), list[Piece](), 0
    with packed.opened(file) as package, xlsxwriter.Workbook(out, _PLAIN) as made:
        made.set_properties({"created": datetime.fromisoformat(says["made_on"])})
        copy, taken = _Copy(made), {closing.TITLE.casefold()} if says["log"] else set[str]()
        for number, sheet in enumerate(sheets.shown(package), start=1):
            name = _name(marker.text(sheet.name), taken)
            words.append(Piece(f"nama lembar {number}", name))
            page = made.add_worksheet(name)
            for cell in sheet.cells:
                value = _marked(sheet.name, cell, marker)
                copy.put(page, cell, value)
                words.append(Piece(f"{name}!{name_of(cell.column, cell.row)}", sheets.said(value)))
            page.autofit(_WIDEST)
        if not number:
            made.add_worksheet(_name("", taken))
        if says["log"]:
            end = made.add_worksheet(closing.TITLE)
            end.write_column(0, 0, closing.sentences(says["log"]))
            end.set_column(0, 0, 100)
        losses = [_DRAWN] if package.like(r"xl/(charts|media|chartsheets)/.*") else []
    return Made(out.getvalue(), XLSX.media_type, "xlsx", number, words, losses=losses)


class _Copy:
    """A workbook in the making, with one style for each number format."""

    def __init__(self, made: Any) -> None:
        self._made, self._styles = made, dict[sheets.Format, Any]()

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

    def _style(self, number: sheets.Format) -> Any:
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
    return cell.value if marked == said and not isinstance(cell.value, str) else marked
