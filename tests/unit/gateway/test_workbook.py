"""A register as a file: days are days, what people typed is text whatever it begins with."""

import zipfile
from collections.abc import Sequence
from datetime import date
from io import BytesIO
from typing import Any

from python_calamine import CalamineWorkbook

from gateway.portal import workbook
from gateway.portal.registers import Cell
from tests.table import table

HOSTILE = ["=1+1", "+62 812", "-5", "@SUM(A1)", "\t=1", "=cmd|' /C calc'!A0", "{=A1}", "https://example.com", "007"]


def _written(*rows: Sequence[Cell]) -> bytes:
    with workbook.write(["Register", "KPU Kota Depok"], ["Nomor", "Tanggal"], rows) as file:
        return file.read()


def _read(content: bytes) -> list[list[Any]]:
    book = CalamineWorkbook.from_filelike(BytesIO(content))
    rows: list[list[Any]] = book.get_sheet_by_index(0).to_python(skip_empty_area=False)
    return rows


def _part(content: bytes, name: str) -> str:
    with zipfile.ZipFile(BytesIO(content)) as packed:
        return packed.read(name).decode()


def test_a_day_is_a_real_date_and_a_text_is_a_text() -> None:
    rows = _read(_written(["001/X", date(2026, 3, 13)]))
    assert rows[:3] == [["Register", ""], ["KPU Kota Depok", ""], ["Nomor", "Tanggal"]]
    assert rows[3] == ["001/X", date(2026, 3, 13)]


@table("typed", HOSTILE)
def test_what_looks_like_a_formula_a_link_or_a_number_stays_the_text_it_is(typed: str) -> None:
    content = _written([typed, None])
    sheet = _part(content, "xl/worksheets/sheet1.xml")
    assert "<f>" not in sheet
    assert "hyperlink" not in sheet
    assert _read(content)[3] == [typed, ""]


def test_a_text_that_would_compute_when_typed_again_carries_the_quote_of_a_text() -> None:
    assert 'quotePrefix="1"' in _part(_written(["=1+1", None]), "xl/styles.xml")
