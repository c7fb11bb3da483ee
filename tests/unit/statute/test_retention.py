"""How long files are kept."""

from datetime import date

from services.documents.files.domain.files import Purpose
from statute.book import Certainty
from statute.retention import schedules
from tests.table import table


@table(
    ("kind", "ended_on", "until"),
    [
        ("answer", date(2026, 12, 8), date(2031, 12, 8)),
        ("answer", date(2028, 2, 29), date(2033, 2, 28)),
        ("identity", date(2026, 10, 31), date(2027, 2, 28)),
        ("identity", date(2026, 8, 31), date(2026, 12, 31)),
    ],
)
def test_a_period_counts_in_years_and_months_from_the_end_of_the_case(kind: str, ended_on: date, until: date) -> None:
    assert schedules()[kind].until(ended_on) == until


def test_what_an_applicant_handed_in_to_be_known_goes_long_before_the_answer() -> None:
    assert schedules()["identity"].until(date(2026, 12, 8)) < schedules()["answer"].until(date(2026, 12, 8))


def test_a_dispute_file_is_never_destroyed_by_the_clock() -> None:
    assert not schedules()["dispute_file"].destroyed


def test_every_row_that_is_our_design_says_what_is_in_doubt() -> None:
    assert all(row.doubts for row in schedules().values() if row.certainty is Certainty.DESIGN)


def test_every_purpose_of_a_file_has_its_row() -> None:
    assert set(Purpose) <= set(schedules())
