"""What applicants may ask about their own data."""

from datetime import UTC, datetime

from statute.personal_data import breach, claims, refusals
from tests.table import table


@table(
    ("kind", "article", "grade"),
    [("correction", "UU 27/2022 Pasal 30", "G"), ("erasure", "UU 27/2022 Pasal 43-44", "D")],
)
def test_a_claim_is_answered_within_three_times_24_hours_also_over_a_weekend(
    kind: str, article: str, grade: str
) -> None:
    right = claims()[kind]
    friday_night = datetime(2026, 11, 27, 16, 30, tzinfo=UTC)
    assert right.due_at(friday_night) == datetime(2026, 11, 30, 16, 30, tzinfo=UTC)
    assert (right.article, right.certainty) == (article, grade)
    assert right.doubts


def test_a_breach_is_told_within_three_times_24_hours_of_being_found_also_over_a_weekend() -> None:
    friday_night = datetime(2026, 11, 27, 16, 30, tzinfo=UTC)
    assert breach().notice_by(friday_night) == datetime(2026, 11, 30, 16, 30, tzinfo=UTC)
    assert (breach().article, breach().certainty) == ("UU 27/2022 Pasal 46", "Q")
    assert breach().doubts


def test_every_ground_to_refuse_names_its_article_and_what_it_is_for() -> None:
    assert all(one.article.startswith("UU ") and set(one.of) <= set(claims()) and one.of for one in refusals().values())
    assert all(any(kind in one.of for one in refusals().values()) for kind in claims())
