"""Whatever cells a sheet holds, every row becomes an entry or is told with its number; nothing is guessed or lost."""

from datetime import date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chassis.sheets import Cells, NotThisSheet
from services.registry.dip.domain.imports import COLUMNS, read

TODAY = date(2026, 11, 24)
HEADING = [column.headings[0] for column in COLUMNS]
ANYTHING = st.one_of(
    st.text(max_size=40), st.integers(), st.floats(), st.booleans(), st.none(), st.dates(),
    st.datetimes(), st.sampled_from(["Berkala", "softcopy", "31/12/2025", "https://a.id"]),
)  # fmt: skip
SOUND = ["Laporan", "Berkala", "Unit", "Kepala", date(2026, 1, 1), "Depok", "Softcopy", "5 tahun", "", ""]


@given(st.lists(st.lists(ANYTHING, max_size=12), max_size=8))
def test_every_row_with_content_becomes_an_entry_or_is_told(rows: list[list[object]]) -> None:
    try:
        report = read(Cells([HEADING, *rows], {}, frozenset()), TODAY)
    except NotThisSheet:
        return
    told = {fault.row for fault in report.faults}
    assert len(report.entries) + len(told) == report.rows
    assert told <= set(range(2, len(rows) + 2))


@given(st.lists(st.lists(ANYTHING, max_size=12), max_size=12))
def test_a_sheet_without_our_headings_is_refused_and_never_misread(rows: list[list[object]]) -> None:
    with pytest.raises(NotThisSheet):
        read(Cells(rows, {}, frozenset()), TODAY)


@given(st.permutations(range(len(HEADING))))
def test_the_order_of_the_columns_does_not_matter(order: list[int]) -> None:
    report = read(Cells([[HEADING[at] for at in order], [SOUND[at] for at in order]], {}, frozenset()), TODAY)
    assert report.faults == []
    assert report.entries[0].summary == "Laporan"


def test_a_moment_of_a_day_is_that_day() -> None:
    row = [*SOUND[:4], datetime(2025, 12, 31, 23, 59), *SOUND[5:]]  # noqa: DTZ001 - spreadsheets know no zones
    assert read(Cells([HEADING, row], {}, frozenset()), TODAY).entries[0].made_on == date(2025, 12, 31)
