"""A spreadsheet is read by a child: one made to break its reader takes no process of ours along."""

import json
from datetime import date, datetime
from io import BytesIO
from time import process_time

import pytest

from chassis import spreadsheets
from chassis.sheets import NotThisSheet
from tests.corpora.sheets import HEADING, ROW, Formula, far_away, locked, sheet, winding


def test_the_child_tells_cells_as_the_reader_found_them() -> None:
    found = spreadsheets.cells(sheet([HEADING, [date(2026, 1, 15), 7, "Ünïcode", Formula("A1")]], merged=["A4:B5"]))
    assert found.rows[:2] == [HEADING, [date(2026, 1, 15), 7.0, "Ünïcode", "lama", *[""] * (len(HEADING) - 4)]]
    assert (found.formulas, found.merged) == ({2: [3]}, frozenset({4, 5}))


def test_days_and_moments_pass_through_the_words_of_the_child() -> None:
    row = [date(2026, 1, 15), datetime(2025, 12, 31, 23, 59), 1.5, True, None, "a\nb"]  # noqa: DTZ001 - sheets know no zones
    told = json.dumps(row, default=spreadsheets._written)
    assert json.loads(told, object_hook=spreadsheets._meant) == row


def test_a_cell_at_the_end_of_the_world_is_refused_and_ends_the_child_only() -> None:
    with pytest.raises(NotThisSheet, match="terlalu besar"):
        spreadsheets.cells(far_away())


def test_a_part_made_to_wind_the_search_for_formulas_costs_no_more_than_its_length() -> None:
    before = process_time()
    assert spreadsheets._formulas(winding()) == {}
    assert process_time() - before < 5


def test_a_locked_part_is_told_as_one_that_cannot_be_read() -> None:
    with pytest.raises(NotThisSheet, match="tanpa kata sandi"):
        spreadsheets.cells(locked())


def test_what_fills_the_memory_with_words_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(spreadsheets, "LARGEST_TOLD", 100)
    assert "terlalu besar" in spreadsheets.work(BytesIO(sheet([HEADING, ROW])))[0]
