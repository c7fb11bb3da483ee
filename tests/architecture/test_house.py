"""The bars of the house that already hold, hold from here on."""

from tests.architecture.house import BARS, stage_homes
from tests.table import table

REACHED = {
    "documents, lanes",
    "HTTP fields written twice",
    "homes of `may it be given`",
    "homes of the stages",
    "files of one field of a decision",
    "words of docs",
}


@table("name", sorted(REACHED))
def test_a_bar_that_was_reached_is_kept(name: str) -> None:
    (bar,) = (bar for bar in BARS if bar.name == name)
    assert bar.measure() <= bar.most


def test_the_stages_are_listed_in_the_contracts() -> None:
    assert [path.name for path in stage_homes()] == ["stages.py"]
