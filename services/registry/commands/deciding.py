"""A case is decided: the written notice is issued."""

from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from chassis import audit, clock, outbox
from chassis.context import current
from chassis.db import transaction
from chassis.errors import Changed, NotFound
from chassis.service import runtime
from contracts.requests import RequestDecided
from services.registry.domain import terms
from services.registry.domain.cases import Stage, next_stage
from services.registry.domain.decisions import Decision, check
from services.registry.models.cases import Case, CaseDocument, Notice
from statute.regimes import Regime


def decide(case_id: UUID, expected: int, decision: Decision) -> Notice:
    """Issue the written notice of a decision.

    Args:
        case_id: the case. expected: the version its decider saw. decision: what the notice says.

    Raises:
        NotFound, Changed, Forbidden, NotAllowed, Invalid: see `domain` and `chassis.errors`.
    """
    with transaction() as session:
        case = _locked(session, case_id, expected)
        stage = next_stage(Stage(case.stage), decision.act, current().roles)
        check(decision, _held(session, case_id))
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
        objection_until=terms.objection_until(clock.in_zone(now, zone).date(), Regime(case.regime)),
    )
