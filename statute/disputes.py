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
    names its own `article` and how sure we are of it. It waits no longer once the step `until` happened; the step that
    it `bars` cannot happen before its term has passed. `about` says whether it is one of disputes about an exemption
    only, or of all others only.
    """

    text: str
    actor: str
    purpose: Purpose | None = None
    since: str | None = None
    article: str | None = None
    certainty: Certainty | None = None
    until: str | None = None
    bars: str | None = None
    about: str | None = None


@dataclass(frozen=True, slots=True)
class Competence:
    """The Information Commission that a dispute belongs to, by which article, and what is not sure about it."""

    commission: str
    article: str
    certainty: Certainty
    doubt: str


@cache
def duties() -> Mapping[str, tuple[Duty, ...]]:
    """Return what waits at each stage, by the stage's name; a stage that is over has none."""
    stages = source.read("disputes.yaml")["stages"]
    return MappingProxyType({name: tuple(map(_duty, rows)) for name, rows in stages.items()})


@cache
def competence(level: str) -> Competence:
    """Return which Information Commission is competent for an office of a level (PerKI 1/2013 Pasal 6; D-16)."""
    sheet = source.read("disputes.yaml")
    certainty = Certainty(sheet["competence_certainty"])
    return Competence(sheet["competence"][level], sheet["competence_article"], certainty, sheet["competence_doubt"])


def _duty(row: Mapping[str, str]) -> Duty:
    return Duty(
        text=row["text"],
        actor=row["actor"],
        purpose=Purpose(row["purpose"]) if "purpose" in row else None,
        since=row.get("since"),
        article=row.get("article"),
        certainty=Certainty(row["certainty"]) if "certainty" in row else None,
        until=row.get("until"),
        bars=row.get("bars"),
        about=row.get("about"),
    )
