"""What happened to a request, its objection and its dispute, in order: the same words whenever it is told. Pure."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from services.registry.disputes.domain import disputes
from services.registry.disputes.domain.disputes import Step
from services.registry.objections import domain as objection_domain

FILED_UNDER = "UU 14/2008 ps. 37(2)"
_PARTIES = {disputes.Party.APPLICANT: "pemohon", disputes.Party.OFFICE: "kantor"}
_OUTCOMES = {
    disputes.Outcome.GRANTED: "dikabulkan",
    disputes.Outcome.PARTLY_GRANTED: "dikabulkan sebagian",
    disputes.Outcome.REJECTED: "ditolak",
}


@dataclass(frozen=True, slots=True)
class Happening:
    """Something that happened on a day of the office, on which article where the law has one."""

    on: date
    what: str
    article: str | None = None
    note: str | None = None


def in_order(told: Iterable[Happening]) -> list[Happening]:
    """By day; those of one day stay in the order in which they are given."""
    return sorted(told, key=lambda happening: happening.on)


def answered(on: date, outcome: str, number: str) -> Happening:
    """Return the Atasan PPID's answer to an objection."""
    stage = objection_domain.Stage(outcome)
    article = "UU 14/2008 ps. 36(3)" if stage is objection_domain.Stage.REJECTED else "UU 14/2008 ps. 36(2)"
    return Happening(on, f"Keberatan {number} dijawab Atasan PPID: {stage.label}", article)


def of_dispute(steps: Iterable[Step]) -> Iterator[Happening]:
    """Yield the steps of a dispute, each with its number, outcome and party where it has them."""
    for step in steps:
        details = (
            f"nomor {step.number}" if step.number else None,
            _OUTCOMES[step.outcome] if step.outcome else None,
            _PARTIES[step.party] if step.party else None,
        )
        row = disputes.TRANSITIONS.get(step.act)
        what = ", ".join(filter(None, (step.act.label, *details)))
        yield Happening(step.on, what[0].upper() + what[1:], row.article if row else FILED_UNDER, step.note)
