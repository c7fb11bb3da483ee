"""When a case becomes visible to the offices above its own: a dated table, by working days before or after its due day.

No article sets it; it is a design of this platform until KPU sets another. Being overdue is a flag, never a decision.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache

from statute import source
from statute.book import Certainty

NATIONAL = "00"


@dataclass(frozen=True, slots=True)
class Step:
    """From `late_by` working days after the due day on (negative: before it), a case is visible to the level `to`."""

    code: str
    late_by: int
    to: str


@dataclass(frozen=True, slots=True)
class Ladder:
    """The steps in force from a day on, in the order in which a case reaches them."""

    since: date
    article: str
    certainty: Certainty
    steps: tuple[Step, ...]


@cache
def ladders() -> tuple[Ladder, ...]:
    """Return every version of the table, the earliest first."""
    rows = source.read("escalation.yaml")["versions"]
    return tuple(
        Ladder(row["from"], row["article"], Certainty(row["certainty"]), tuple(Step(**step) for step in row["steps"]))
        for row in sorted(rows, key=lambda row: row["from"])
    )


def visible_to(late_by: int, parent: str | None, on: date) -> Mapping[str, str]:
    """Return which offices see a case on a day, each with the furthest step that it reached for them.

    Args:
        late_by: working days after the due day, negative before it. parent: the office above, None for KPU RI.
        on: the day whose version of the table counts.
    """
    if parent is None:
        return {}
    ladder = [ladder for ladder in ladders() if ladder.since <= on][-1]
    above = {"parent": parent, "ri": NATIONAL}
    return {above[step.to]: step.code for step in ladder.steps if late_by >= step.late_by}
