"""How long a kind of file is kept after its case has ended, and what becomes of it then (JRA, UU 43/2009 ps. 48)."""

from calendar import monthrange
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from types import MappingProxyType

from statute import source
from statute.book import Certainty


@dataclass(frozen=True, slots=True)
class Schedule:
    """One row of the schedule. `destroyed` says whether its files are destroyed in the end or kept for good."""

    kind: str
    label: str
    years: int
    months: int
    destroyed: bool
    article: str
    certainty: Certainty
    doubts: tuple[str, ...]

    def until(self, ended_on: date) -> date:
        """Return the last day of keeping for a case that ended on a day; in a shorter month its last day."""
        month = ended_on.month - 1 + self.months + 12 * self.years
        year, month = ended_on.year + month // 12, month % 12 + 1
        return date(year, month, min(ended_on.day, monthrange(year, month)[1]))


@cache
def schedules() -> Mapping[str, Schedule]:
    """Return the schedule by kind of file."""
    return MappingProxyType({row["kind"]: _schedule(row) for row in source.read("retention.yaml")["schedules"]})


@cache
def destruction_article() -> str:
    """Return the article on which personal data are destroyed when their schedule has run out (P-05)."""
    return str(source.read("retention.yaml")["destruction"])


def _schedule(row: Mapping[str, object]) -> Schedule:
    plain = {name: row[name] for name in ("kind", "label", "years", "months", "article")}
    return Schedule(
        **plain,  # type: ignore[arg-type]  # the file's own types
        destroyed=row["fate"] == "destroy",
        certainty=Certainty(str(row["certainty"])),
        doubts=tuple(row["doubts"]),  # type: ignore[arg-type]
    )
