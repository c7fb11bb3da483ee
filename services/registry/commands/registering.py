"""A request enters the register, and so do the files that are held for it."""

from chassis import audit, clock, outbox
from chassis.context import current
from chassis.db import transaction
from chassis.service import runtime
from contracts.documents import DocumentStored
from contracts.requests import RequestRegistered, RequestSubmitted
from services.registry.domain import terms
from services.registry.domain.cases import Stage
from services.registry.models.cases import Case, CaseDocument
from statute.regimes import Regime, settle


def register(said: RequestSubmitted) -> None:
    """Take a request into the register and start its clock (UU 14/2008 ps. 22(4) and (7))."""
    tenant = current().tenant
    office = runtime().directory.by_code(tenant)
    local = clock.in_zone(said.received_at, office.time_zone)
    regime, reason = settle(Regime(said.regime) if said.regime else None, said.category, tenant, local.date())
    deadline = terms.clock(said.received_at, office.time_zone, regime)
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
        due_on=deadline.due_on,
        extended_due_on=deadline.extended_due_on,
        registered_on=clock.in_zone(clock.now(), office.time_zone).date(),
        version=1,
    )
    with transaction() as session:
        session.add(case)
        audit.record(
            "case.registered", case.id, regime=regime, reason=reason, due_on=deadline.due_on, basis=deadline.basis
        )
        outbox.publish(
            RequestRegistered(
                request_id=case.id,
                number=case.number,
                regime=regime,
                due_on=deadline.due_on,
                extended_due_on=deadline.extended_due_on,
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
