"""The dates of a case are counted: from its receipt, from the first one, from its repair."""

from dataclasses import asdict
from datetime import date

from chassis import clock
from chassis.offices import this_office
from contracts.cases import CaseRescheduled
from services.registry.cases.domain import terms
from services.registry.cases.models.cases import Case
from statute.regimes import Regime


def count(case: Case, regime: Regime) -> terms.Dates:
    """Return the dates of a case under a regime.

    Raises:
        UnknownRuleError: it was not in force on the day of receipt.
    """
    zone = this_office().time_zone
    from_next = terms.from_next(case.received_at, zone, case.tenant)
    return terms.dates(case.received_at, case.first_received_on, zone, regime, from_next, case.complete_from)


def put(case: Case, dates: terms.Dates) -> None:
    """Put a case on these dates."""
    for name, value in asdict(dates).items():
        setattr(case, name, value)


def count_from(case: Case, complete_from: date | None) -> None:
    """Let a case count as complete from a day; whether that moves its dates its regime says (E-01)."""
    case.complete_from = complete_from
    put(case, count(case, Regime(case.regime)))


def await_repair(case: Case, until: date) -> None:
    """Wait for the applicant until a day; where the case is to count from its repair, that is the latest day for it."""
    case.repair_until = until
    if case.complete_from is not None:
        count_from(case, until)


def rescheduled(case: Case, cause: str) -> CaseRescheduled:
    """Return what is told of new dates."""
    return CaseRescheduled(
        request_id=case.id,
        number=case.number,
        cause=cause,
        regime=case.regime,
        due_on=case.completeness_due_on or case.due_on,
        extended_due_on=case.completeness_extended_due_on or case.extended_due_on,
        complete_from=case.complete_from if case.completeness_due_on else None,
        rescheduled_at=clock.now(),
    )
