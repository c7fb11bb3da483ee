"""When the way to a dispute is open, and what waits at each of its stages: by whom, on which article, since when."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from types import MappingProxyType

from statute import source
from statute.book import Certainty, Purpose, rule_about
from statute.calendar import Calendar
from statute.deadlines import Term, count
from statute.regimes import Regime


@dataclass(frozen=True, slots=True)
class Duty:
    """One thing to do at a stage, in Indonesian. `actor` is office, commission or applicant.

    A duty with a term names its `purpose` in the rule book and the step `since` which it counts; one without a term
    names its own `article` and how sure we are of it. It waits no longer once the step `until` happened; the step that
    it `bars` cannot happen before its term has passed. `about` says whether it is one of disputes about an exemption
    only, or of all others only. The step that it `ends` with may come after its term, which is then told.
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
    ends: str | None = None


@dataclass(frozen=True, slots=True)
class Competence:
    """The Information Commission that a dispute belongs to, by which article, and what is not sure about it."""

    commission: str
    article: str
    certainty: Certainty
    doubt: str


@dataclass(frozen=True, slots=True)
class FilingTerms:
    """The time to go to the Information Commission, by each reading of what opened it (R-16, E-06).

    It counts from the receipt of the answer, or from the last day to answer where that passed in silence. An answer
    that comes after that day opens a second reading and no article says which one holds: both stand.
    """

    after_silence: Term | None
    after_answer: Term | None

    @property
    def earlier(self) -> Term | None:
        """The term to be warned of: the one that ends first; None while the way is not open."""
        terms = [term for term in (self.after_silence, self.after_answer) if term]
        return min(terms, key=lambda term: term.due_on, default=None)

    @property
    def doubts(self) -> tuple[str, ...]:
        """What is not sure about these terms, in Indonesian."""
        term = self.earlier
        if term is None:
            return ()
        late = [late_answer_doubt()] if self.after_silence and self.after_answer else []
        return (*term.warnings, *term.rule.doubts, *late)


def filing_terms(
    due_on: date,
    today: date,
    regime: Regime,
    calendar: Calendar,
    *,
    answered_on: date | None = None,
    received_on: date | None = None,
) -> FilingTerms:
    """Count the time to go to the Information Commission (UU 14/2008 Pasal 37 ayat (2)).

    Args:
        due_on: the last day to answer the objection. answered_on: the day of the answer, None while there is none.
        received_on: when the answer is proved to have arrived; without a proof it counts from its own day.
    """

    def term(since: date) -> Term:
        return count(rule_about(regime, Purpose.DISPUTE_FILING, since), since, calendar)

    heard_on = received_on or answered_on
    return FilingTerms(
        after_silence=term(due_on) if (answered_on or today) > due_on else None,
        after_answer=term(heard_on) if heard_on else None,
    )


def late_answer_doubt() -> str:
    """Return what is not sure about the time to dispute after a late answer, in Indonesian."""
    return str(source.read("disputes.yaml")["late_answer_doubt"])


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
        ends=row.get("ends"),
    )
