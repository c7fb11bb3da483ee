"""A request enters the register, and so do the files that are held for it."""

from dataclasses import asdict

from chassis import audit, clock, outbox
from chassis.context import current
from chassis.db import transaction
from chassis.service import runtime
from contracts.documents import DocumentStored
from contracts.requests import RequestRegistered, RequestSubmitted, RequestTakenOver
from services.registry.domain import terms
from services.registry.domain.cases import Stage
from services.registry.models.cases import Case, CaseDocument
from statute.regimes import Regime, settle


def register(said: RequestSubmitted | RequestTakenOver) -> None:
    """Take a request into the register and start its clock (UU 14/2008 ps. 22(4) and (7)).

    One that another office passed on has two: from the receipt by this office, and strictly from the first (ADR 12).
    """
    tenant = current().tenant
    office = runtime().directory.by_code(tenant)
    first, passed = (said.first_received_at, said.offices) if isinstance(said, RequestTakenOver) else (None, ())
    on = terms.day_in(first or said.received_at, office.time_zone)
    regime, reason = settle(Regime(said.regime) if said.regime else None, said.category, tenant, on)
    deadline = terms.clock(said.received_at, office.time_zone, regime)
    dates = terms.dates(said.received_at, first, office.time_zone, regime)
    case = Case(
        id=said.request_id,
        number=said.number,
        channel=said.channel,
        applicant_kind=said.applicant_kind,
        category=said.category,
        received_at=said.received_at,
        regime=regime,
        regime_reason=reason,
        stage=Stage.VERIFYING,
        **asdict(dates),
        first_received_at=first,
        passed=list(passed),
        registered_on=clock.in_zone(clock.now(), office.time_zone).date(),
        version=1,
    )
    with transaction() as session:
        session.add(case)
        audit.record(
            "case.registered", case.id, regime=regime, reason=reason, due_on=deadline.due_on, basis=deadline.basis,
            strict_due_on=dates.strict_due_on, passed=passed,
        )  # fmt: skip
        outbox.publish(
            RequestRegistered(
                request_id=case.id,
                number=case.number,
                regime=regime,
                due_on=dates.due_on,
                extended_due_on=dates.extended_due_on,
            ),
            version=case.version,
        )


def hold_document(said: DocumentStored) -> None:
    """Note that the office now holds a file for a case."""
    with transaction() as session:
        session.add(
            CaseDocument(
                id=said.document_id,
                case_id=said.request_id,
                purpose=said.purpose,
                media_type=said.media_type,
                sha256=said.sha256,
                size=said.size,
            )
        )
