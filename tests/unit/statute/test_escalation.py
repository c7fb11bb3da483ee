"""Which offices see a case that is due soon or overdue, by the dated table."""

from datetime import date

from statute.book import Certainty
from statute.escalation import ladders, visible_to
from tests.table import table

TODAY = date(2026, 11, 25)


@table(
    ("late_by", "seen_by"),
    [
        (-2, {}),
        (-1, {"32": "soon"}),
        (0, {"32": "soon"}),
        (1, {"32": "overdue"}),
        (4, {"32": "overdue"}),
        (5, {"32": "overdue", "00": "long_overdue"}),
        (90, {"32": "overdue", "00": "long_overdue"}),
    ],
)
def test_the_province_sees_a_case_from_the_day_before_it_is_due_and_the_nation_later(
    late_by: int, seen_by: dict[str, str]
) -> None:
    assert visible_to(late_by, "32", TODAY) == seen_by


def test_a_province_is_seen_by_the_nation_and_the_nation_by_nobody() -> None:
    assert visible_to(1, "00", TODAY) == {"00": "overdue"}
    assert visible_to(9, "00", TODAY) == {"00": "long_overdue"}
    assert visible_to(9, None, TODAY) == {}


def test_the_table_says_that_it_is_our_design_and_its_steps_follow_each_other() -> None:
    for ladder in ladders():
        assert ladder.certainty is Certainty.DESIGN
        assert ladder.article
        assert list(ladder.steps) == sorted(ladder.steps, key=lambda step: step.late_by)
        assert {step.to for step in ladder.steps} <= {"parent", "ri"}
