"""The one door to spreadsheets: an XLSX file as cells, guarded against what is no spreadsheet or far too large."""

import re
import zipfile
from io import BytesIO

from python_calamine import CalamineError, CalamineWorkbook, SheetTypeEnum, SheetVisibleEnum

from chassis.sheets import Cells, NotThisSheet

LARGEST = 20 << 20  # bytes of a file: 50,000 full rows take about 5 MiB
LARGEST_INSIDE = 300 << 20  # bytes after unpacking
MOST_PARTS = 500
MOST_COLUMNS = 60
MOST_LINES = 60_000  # rows of a sheet, empty ones included
# A cell with a formula, as every writer puts it: <c r="B12" ...><f>, whatever the prefix of its namespace.
_FORMULA = re.compile(rb'<(?:\w+:)?c\b[^>]*?\br="([A-Z]{1,3})(\d{1,7})"[^>]*>\s*<(?:\w+:)?f\b')
_UNREADABLE = "Berkas ini bukan berkas XLSX yang utuh. Simpan sebagai Excel (.xlsx) tanpa kata sandi."


def cells(content: bytes) -> Cells:
    """The cells of the first visible sheet.

    Raises:
        NotThisSheet: no XLSX file, or one that is larger inside than anything we read.
    """
    _guard(content)
    try:
        with CalamineWorkbook.from_filelike(BytesIO(content)) as book:
            shown = [
                place
                for place, about in enumerate(book.sheets_metadata)
                if about.visible == SheetVisibleEnum.Visible and about.typ == SheetTypeEnum.WorkSheet
            ]
            if not shown:
                raise NotThisSheet("Tidak ada lembar kerja yang terlihat dalam berkas ini.")
            sheet = book.get_sheet_by_index(shown[0])
            if sheet.total_height > MOST_LINES or sheet.total_width > MOST_COLUMNS:
                raise NotThisSheet(f"Lembar pertama terlalu besar: paling banyak {MOST_COLUMNS} kolom dan 50000 baris.")
            rows = sheet.to_python(skip_empty_area=False)
            merged = sheet.merged_cell_ranges or []
    except CalamineError as unreadable:
        raise NotThisSheet(_UNREADABLE) from unreadable
    joined = frozenset(row + 1 for (first, _), (last, _) in merged for row in range(first, min(last, MOST_LINES) + 1))
    return Cells(rows, _formulas(content), joined)


def _guard(content: bytes) -> None:
    if len(content) > LARGEST:
        raise NotThisSheet("Berkas paling besar 20 MB.")
    try:
        with zipfile.ZipFile(BytesIO(content)) as packed:
            parts = packed.infolist()
    except (zipfile.BadZipFile, ValueError, OSError) as broken:
        raise NotThisSheet(_UNREADABLE) from broken
    if len(parts) > MOST_PARTS or sum(part.file_size for part in parts) > LARGEST_INSIDE:
        raise NotThisSheet("Isi berkas ini terlalu besar.")


def _formulas(content: bytes) -> dict[int, list[int]]:
    """Where formulas stand, of every sheet: columns from 0 by row from 1."""
    found: dict[int, list[int]] = {}
    with zipfile.ZipFile(BytesIO(content)) as packed:
        for name in packed.namelist():
            if re.fullmatch(r"xl/worksheets/[^/]+\.xml", name):
                for letters, row in _FORMULA.findall(packed.read(name)):
                    found.setdefault(int(row), []).append(_column(letters))
    return found


def _column(letters: bytes) -> int:
    place = 0
    for letter in letters:
        place = place * 26 + letter - ord("A") + 1
    return place - 1
