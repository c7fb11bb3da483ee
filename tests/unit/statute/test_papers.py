"""Who hands in which papers (law.md section 4b)."""

from statute.papers import papers, wanted
from tests.table import table


@table(
    ("kind", "by_attorney", "expected"),
    [
        ("person", False, ("identity",)),
        ("person", True, ("identity", "power_of_attorney")),
        ("group", True, ("power_of_attorney", "identity", "principals_identity")),
        ("legal_body", False, ("deed", "recognition")),
        ("legal_body", True, ("deed", "recognition", "power_of_attorney", "identity")),
    ],
)
def test_each_kind_of_applicant_shows_its_own_papers(kind: str, by_attorney: bool, expected: tuple[str, ...]) -> None:
    assert wanted(kind, by_attorney=by_attorney) == expected


def test_an_attorney_in_an_objection_shows_a_power_with_duty_stamp() -> None:
    assert wanted("person", by_attorney=False, objection_by_attorney=True) == ("identity", "objection_power")


def test_every_paper_that_is_wanted_has_its_label_and_article() -> None:
    kinds = ("person", "group", "legal_body")
    named = {one for kind in kinds for one in wanted(kind, by_attorney=True, objection_by_attorney=True)}
    assert named == set(papers())
    assert all(paper.label and paper.article for paper in papers().values())
