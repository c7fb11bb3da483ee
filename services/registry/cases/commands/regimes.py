"""A case is put under the other regime; one that is overdue only by two people, and it stays known as late."""

from uuid import UUID

from sqlalchemy.orm import Session

from chassis import audit, outbox
from chassis.context import current
from chassis.db import transaction
from chassis.errors import Fault, Invalid
from chassis.offices import today
from contracts.stages import Stage
from services.registry.cases.domain import progress, terms
from services.registry.cases.domain.lateness import Kind
from services.registry.cases.models.cases import Case
from services.registry.cases.steps import dates, lateness
from services.registry.cases.steps.locking import locked
from statute.book import UnknownRuleError
from statute.regimes import Regime


def change(case_id: UUID, expected: int, regime: Regime, reason: str) -> None:
    """Put a case under the other regime, once, with a reason (PerKI 1/2019: by subject or by period, nobody is sure).

    Of a case that is overdue this is only proposed; when another person asks the same, it is done, and that it was
    overdue is written down.

    Args:
        case_id: the case. expected: the version that the officer saw. regime: the other one. reason: why.

    Raises:
        NotFound, Changed: see `chassis.errors`. Conflict: decided, or changed once already. Invalid: naming the field.
        SecondPerson: whoever proposed it cannot confirm it.
    """
    with transaction() as session:
        case = locked(session, case_id, expected)
        progress.check_regime(Stage(case.stage), Regime(case.regime), regime, reason, once=case.regime_changed_on)
        counted = _counted(case, regime)
        if today() > case.binding_on and case.regime_proposed is None:
            _propose(case, regime, reason)
            return
        _change(session, case, counted, regime, reason)


def _propose(case: Case, regime: Regime, reason: str) -> None:
    """Keep what the first person asked for. Nobody outside is told."""
    case.regime_proposed, case.regime_proposed_by, case.regime_proposed_because = regime, current().actor, reason
    audit.record("case.regime_proposed", case.id, regime=regime, before=case.binding_on)


def _change(session: Session, case: Case, counted: terms.Dates, regime: Regime, reason: str) -> None:
    before, on = case.binding_on, today()
    if case.regime_proposed is not None:
        progress.check_second(current().actor, case.regime_proposed_by)
        reason = f"{case.regime_proposed_because} Disetujui orang kedua: {reason}"
    lateness.write(session, case, Kind.REGIME, before, on)
    case.regime, case.regime_reason, case.regime_changed_on = regime, f"Rezim diubah petugas: {reason}", on
    case.regime_proposed = case.regime_proposed_by = case.regime_proposed_because = None
    dates.put(case, counted)
    case.version += 1
    audit.record("case.regime_changed", case.id, regime=regime, due_on=case.due_on, before=before)
    outbox.publish(dates.rescheduled(case, "regime"), version=case.version)


def _counted(case: Case, regime: Regime) -> terms.Dates:
    """Return the dates of a case under a regime.

    Raises:
        Invalid: it was not in force on the day of receipt.
    """
    try:
        return dates.count(case, regime)
    except UnknownRuleError as unknown:
        raise Invalid(faults=[Fault("/regime", "Rezim ini belum berlaku pada hari penerimaan.")]) from unknown
