"""A table as an XLSX file, written row by row in constant memory; what people typed is text and never a formula."""

import tempfile
from collections.abc import Iterable, Sequence
from datetime import date
from typing import IO

import xlsxwriter
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from gateway.portal.registers import Cell

DAY = "[$-421]dddd, dd mmmm yyyy"  # a real date, shown as Indonesian office letters write it
FORMULA_SIGNS = ("=", "+", "-", "@", "\t")  # what makes a spreadsheet compute a text that is typed in again
WIDTH = 24  # of a column, in characters


def write(title: Sequence[str], headings: Sequence[str], rows: Iterable[Sequence[Cell]]) -> IO[bytes]:
    """Return a workbook with one sheet: lines of title, one row of headings that stays in sight, the rows.

    Returns:
        A file without a name, at its beginning; closing it deletes it.
    """
    file = tempfile.TemporaryFile()  # noqa: SIM115 - whoever sends it closes it
    book = xlsxwriter.Workbook(file, {"constant_memory": True})
    sheet = book.add_worksheet("Register")
    bold = book.add_format({"bold": True, "text_wrap": True, "valign": "top"})
    formats = _Formats(
        book.add_format({"text_wrap": True, "valign": "top"}),
        book.add_format({"text_wrap": True, "valign": "top", "quote_prefix": True}),
        book.add_format({"num_format": DAY, "valign": "top", "align": "left"}),
    )
    sheet.set_column(0, len(headings) - 1, WIDTH)
    sheet.set_landscape()
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(len(title))
    sheet.freeze_panes(len(title) + 1, 1)
    for at, line in enumerate(title):
        sheet.write_string(at, 0, line, book.add_format({"bold": at == 0}))
    for place, heading in enumerate(headings):
        sheet.write_string(len(title), place, heading, bold)
    for at, row in enumerate(rows, start=len(title) + 1):
        for place, cell in enumerate(row):
            _put(sheet, at, place, cell, formats)
    book.close()
    file.seek(0)
    return file


class _Formats:
    """How cells look: text, text that looks like a formula, days."""

    def __init__(self, text: Format, quoted: Format, day: Format) -> None:
        self.text, self.quoted, self.day = text, quoted, day


def _put(sheet: Worksheet, at: int, place: int, cell: Cell, formats: _Formats) -> None:
    if isinstance(cell, date):
        sheet.write_datetime(at, place, cell, formats.day)
    elif cell:
        sheet.write_string(at, place, cell, formats.quoted if cell.startswith(FORMULA_SIGNS) else formats.text)
