"""The one door to spreadsheets: an XLSX file as cells, read in a confined child, which alone opens it.

A sheet of five kilobytes can name a cell so far away that a reader asks for half a terabyte and aborts its process,
which may not be one that serves all offices.
"""

import json
import re
import zipfile
import zlib
from collections.abc import Mapping
from datetime import date, datetime, time, timedelta
from io import BytesIO
from tempfile import TemporaryFile
from typing import BinaryIO, cast

from python_calamine import CalamineError, CalamineWorkbook, SheetTypeEnum, SheetVisibleEnum

from chassis import confining
from chassis.sheets import Cells, NotThisSheet

LARGEST = 20 << 20  # bytes of a file: 50,000 full rows take about 5 MiB
LARGEST_INSIDE = 300 << 20  # bytes after unpacking
LARGEST_TOLD = 64 << 20  # bytes of all that stands in the cells
MOST_PARTS = 500
MOST_COLUMNS = 60
MOST_LINES = 60_000  # rows of a sheet, empty ones included
# A cell with a formula, as every writer puts it: <c r="B12" ...><f>, whatever the prefix of its namespace. What begins
# at a `<` ends before the next one, so that no sheet keeps the search busy for longer than its length.
_FORMULA = re.compile(rb"<(?:\w+:)?c\b([^<>]*)>\s*<(?:\w+:)?f\b")
_PLACE = re.compile(rb'\br="([A-Z]{1,3})(\d{1,7})"')
_UNREADABLE = "Berkas ini bukan berkas XLSX yang utuh. Simpan sebagai Excel (.xlsx) tanpa kata sandi."
_TOO_LARGE = "Isi berkas ini terlalu besar atau terlalu rumit. Bagi berkas ini menjadi beberapa."
_BROKEN = (CalamineError, zipfile.BadZipFile, zlib.error, OSError, EOFError, RuntimeError, ValueError)
# Somebody waits for all rows of a year, and maybe for a busy machine: longer than for a file, and nothing is written.
_CPU_SECONDS, _SECONDS = 10, 60
_DAY, _MOMENT = "day", "moment"  # how the child writes what JSON has no word for


def cells(content: bytes) -> Cells:
    """Return the cells of the first visible sheet.

    Raises:
        NotThisSheet: no XLSX file, or one that is larger inside than anything we read. Unavailable: try again later.
    """
    if len(content) > LARGEST:
        raise NotThisSheet("Berkas paling besar 20 MB.")
    with TemporaryFile() as file:
        file.write(content)
        file.flush()
        try:
            refusal, found = confining.run(
                __name__, cast(BinaryIO, file), cpu_seconds=_CPU_SECONDS, seconds=_SECONDS, writes=0
            )
        except confining.Overran as greedy:
            raise NotThisSheet(_TOO_LARGE) from greedy
    if refusal:
        raise NotThisSheet(refusal)
    rows, formulas, merged = json.loads(found, object_hook=_meant)
    return Cells(rows, dict(formulas), frozenset(merged))


def work(file: BinaryIO) -> tuple[str, bytes]:
    """Return the job of the confined child: the sentence that says why a file is none of ours, and
    otherwise its cells.
    """
    try:
        found = _read(file.read())
    except NotThisSheet as refused:
        return refused.detail, b""
    except _BROKEN:
        return _UNREADABLE, b""
    told = json.dumps([found.rows, list(found.formulas.items()), list(found.merged)], default=_written).encode()
    return ("", told) if len(told) <= LARGEST_TOLD else (_TOO_LARGE, b"")


def _written(value: date | time | timedelta) -> dict[str, str] | str:
    if isinstance(value, datetime):
        return {_MOMENT: value.isoformat()}
    return {_DAY: value.isoformat()} if isinstance(value, date) else str(value)


def _meant(written: Mapping[str, str]) -> date:
    return datetime.fromisoformat(written[_MOMENT]) if _MOMENT in written else date.fromisoformat(written[_DAY])


def _read(content: bytes) -> Cells:
    _guard(content)
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
    joined = frozenset(row + 1 for (first, _), (last, _) in merged for row in range(first, min(last, MOST_LINES) + 1))
    return Cells(rows, _formulas(content), joined)


def _guard(content: bytes) -> None:
    with zipfile.ZipFile(BytesIO(content)) as packed:
        parts = packed.infolist()
    if len(parts) > MOST_PARTS or sum(part.file_size for part in parts) > LARGEST_INSIDE:
        raise NotThisSheet(_TOO_LARGE)


def _formulas(content: bytes) -> dict[int, list[int]]:
    """Where formulas stand, of every sheet: columns from 0 by row from 1."""
    found: dict[int, list[int]] = {}
    with zipfile.ZipFile(BytesIO(content)) as packed:
        for name in packed.namelist():
            if re.fullmatch(r"xl/worksheets/[^/]+\.xml", name):
                for cell in _FORMULA.findall(packed.read(name)):
                    if place := _PLACE.search(cell):
                        found.setdefault(int(place[2]), []).append(_column(place[1]))
    return found


def _column(letters: bytes) -> int:
    place = 0
    for letter in letters:
        place = place * 26 + letter - ord("A") + 1
    return place - 1
