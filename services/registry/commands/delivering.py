"""That a written notice was sent and received is put on record, whoever carried it."""

from uuid import UUID, uuid4

from sqlalchemy import select
from sqlalchemy.orm import Session

from chassis import audit, clock, outbox
from chassis.context import current
from chassis.db import transaction
from chassis.errors import Never
from contracts.cases import NoticeDelivered
from contracts.notices import NoticeSent
from services.registry.commands.deciding import held, locked
from services.registry.domain import deliveries as domain
from services.registry.domain.deliveries import NothingIssued, Proof, Step, Way
from services.registry.models.cases import Case
from services.registry.models.deliveries import Delivery
from services.registry.models.notices import Notice

OF_DECISIONS = "request_decided"  # what notify calls the e-mail about a written notice


def record(case_id: UUID, expected: int, proof: Proof) -> None:
    """Record that a notice on paper was sent or received.

    Args:
        case_id: the case. expected: the version that the officer saw. proof: what is proved.

    Raises:
        NotFound, Changed: see `chassis.errors`. NothingIssued, Invalid: see the domain.
    """
    now = clock.now()
    with transaction() as session:
        case = locked(session, case_id, expected)
        notice = session.get(Notice, (current().tenant, case_id))
        if notice is None:
            raise NothingIssued
        domain.check(proof, notice.decided_at, now, held(session, case_id))
        _keep(session, case, proof)


def hear_sent(said: NoticeSent) -> None:
    """An e-mail about a decision was handed to the mail server: proof that it was sent, not that it was read.

    Raises:
        Never: this office has no such case.
    """
    if said.kind != OF_DECISIONS:
        return
    with transaction() as session:
        case = session.scalar(select(Case).where(Case.id == said.request_id).with_for_update())
        if case is None:
            raise Never(f"this office has no case {said.request_id}")
        _keep(session, case, Proof(step=Step.SENT, way=Way.EMAIL, at=said.sent_at))


def _keep(session: Session, case: Case, proof: Proof) -> None:
    case.version += 1
    session.add(
        Delivery(
            id=uuid4(),
            case_id=case.id,
            version=case.version,
            step=proof.step,
            way=proof.way,
            at=proof.at,
            receiver=proof.receiver,
            reference=proof.reference,
            document=UUID(proof.document) if proof.document else None,
            recorded_at=clock.now(),
            recorded_by=current().actor,
        )
    )
    audit.record("case.delivered", case.id, step=proof.step, way=proof.way, at=proof.at, receiver=proof.receiver)
    outbox.publish(
        NoticeDelivered(request_id=case.id, number=case.number, step=proof.step, way=proof.way, at=proof.at),
        version=case.version,
    )
