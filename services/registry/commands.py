"""What can be done to the register: one function per use case, one transaction each."""

from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from chassis import audit, clock, outbox
from chassis.context import current
from chassis.db import transaction
from chassis.errors import Changed, NotFound
from chassis.service import runtime
from contracts.documents import DocumentStored
from contracts.requests import RequestDecided, RequestRegistered, RequestSubmitted
from services.registry import domain
from services.registry.domain import Decision, Stage
from services.registry.models import Case, CaseDocument, Notice
from statute.regimes import Regime, settle


def register(said: RequestSubmitted) -> None:
    """Take a request into the register and start its clock (UU 14/2008 ps. 22(4) and (7))."""
    tenant = current().tenant
    office = runtime().directory.by_code(tenant)
    local = clock.in_zone(said.received_at, office.time_zone)
    regime, reason = settle(Regime(said.regime) if said.regime else None, said.category, tenant, local.date())
    terms = domain.clock(said.received_at, office.time_zone, regime)
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
        due_on=terms.due_on,
        extended_due_on=terms.extended_due_on,
        version=1,
    )
    with transaction() as session:
        session.add(case)
        audit.record("case.registered", case.id, regime=regime, reason=reason, due_on=terms.due_on, basis=terms.basis)
        outbox.publish(
            RequestRegistered(
                request_id=case.id,
                number=case.number,
                regime=regime,
                due_on=terms.due_on,
                extended_due_on=terms.extended_due_on,
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


def decide(case_id: UUID, expected: int, decision: Decision) -> Notice:
    """Issue the written notice of a decision.

    Args:
        case_id: the case. expected: the version its decider saw. decision: what the notice says.

    Raises:
        NotFound, Changed, Forbidden, NotAllowed, Invalid: see `domain` and `chassis.errors`.
    """
    with transaction() as session:
        case = _locked(session, case_id, expected)
        stage = domain.next_stage(Stage(case.stage), decision.act, current().roles)
        domain.check(decision, _held(session, case_id))
        notice = _notice(case, stage, decision)
        case.stage, case.version = stage, case.version + 1
        session.add(notice)
        audit.record("case.decided", case.id, outcome=stage, exemption=decision.exemption, documents=decision.documents)
        outbox.publish(
            RequestDecided(
                request_id=case.id,
                number=case.number,
                outcome=stage,
                documents=tuple(notice.documents),
                decided_at=notice.decided_at,
            ),
            version=case.version,
        )
    return notice


def _locked(session: Session, case_id: UUID, expected: int) -> Case:
    case = session.scalar(select(Case).where(Case.id == case_id).with_for_update())
    if case is None:
        raise NotFound
    if case.version != expected:
        raise Changed
    return case


def _held(session: Session, case_id: UUID) -> frozenset[str]:
    return frozenset(map(str, session.scalars(select(CaseDocument.id).where(CaseDocument.case_id == case_id))))


def _notice(case: Case, stage: Stage, decision: Decision) -> Notice:
    now = clock.now()
    zone = runtime().directory.by_code(current().tenant).time_zone
    return Notice(
        id=case.id,
        outcome=stage,
        statement=decision.statement,
        exemption=decision.exemption,
        basis=decision.basis,
        consequence=decision.consequence,
        documents=[UUID(document) for document in decision.documents],
        decided_at=now,
        decided_by=current().actor,
        objection_until=domain.objection_until(clock.in_zone(now, zone).date(), Regime(case.regime)),
    )
