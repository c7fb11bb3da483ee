"""How long objections and disputes hold the files of a request, and until when who asked is known."""

from datetime import date

from statute.book import Purpose, rule_about
from statute.calendar import national
from statute.deadlines import count
from statute.regimes import Regime
from statute.retention import schedules

IDENTITY = "identity"  # the row of statute/retention.yaml
# Stages after which nothing more comes of a dispute, by the names that `dispute.recorded` uses.
ENDED = frozenset({"complied", "not_accepted", "withdrawn", "dismissed", "stopped"})


def known_until(ended_on: date, erase_after: date | None) -> date:
    """The last day on which who asked is known: by the schedule, or earlier where erasure was granted (P-03, P-14)."""
    scheduled = schedules()[IDENTITY].until(ended_on)
    return min(scheduled, erase_after) if erase_after else scheduled


def after_silence(due_on: date, regime: Regime) -> date:
    """The last day of a hold while nobody answers: the way to dispute closes so long after the term (R-16, E-06)."""
    return count(rule_about(regime, Purpose.DISPUTE_FILING, due_on), due_on, national()).due_on


def after_answer(act_until: date | None, dispute_until: date) -> date:
    """The last day of a hold once the objection is answered: the way to dispute is open, and orders are carried out."""
    return max(filter(None, (act_until, dispute_until)))


def after_step(stage: str, on: date) -> date | None:
    """The last day of a hold after a step of the dispute; None while the dispute goes on."""
    return on if stage in ENDED else None
