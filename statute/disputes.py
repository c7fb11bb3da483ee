"""What waits at each stage of a dispute: by whom, on which article, and from which step its term counts."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from types import MappingProxyType

from statute import source
from statute.book import Certainty, Purpose


@dataclass(frozen=True, slots=True)
class Duty:
    """One thing to do at a stage, in Indonesian. `actor` is office, commission or applicant.

    A duty with a term names its `purpose` in the rule book and the step `since` which it counts; one without a term
    names its own `article` and how sure we are of it.
    """

    text: str
    actor: str
    purpose: Purpose | None = None
    since: str | None = None
    article: str | None = None
    certainty: Certainty | None = None


@cache
def duties() -> Mapping[str, tuple[Duty, ...]]:
    """Return what waits at each stage, by the stage's name; a stage that is over has none."""
    stages = source.read("disputes.yaml")["stages"]
    return MappingProxyType({name: tuple(map(_duty, rows)) for name, rows in stages.items()})


@cache
def competent() -> Mapping[str, str]:
    """Return the competent Information Commission by level of the office (PerKI 1/2013 Pasal 6; D-16)."""
    return MappingProxyType(source.read("disputes.yaml")["competence"])


def _duty(row: Mapping[str, str]) -> Duty:
    return Duty(
        text=row["text"],
        actor=row["actor"],
        purpose=Purpose(row["purpose"]) if "purpose" in row else None,
        since=row.get("since"),
        article=row.get("article"),
        certainty=Certainty(row["certainty"]) if "certainty" in row else None,
    )
