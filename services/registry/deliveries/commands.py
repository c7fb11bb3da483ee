"""That a written notice or another letter was sent and received is put on record, whoever carried it."""

from datetime import date
from typing import Any
from uuid import UUID, uuid4

from sqlalchemy import select
from sqlalchemy.orm import Session

from chassis import audit, clock, outbox
from chassis.context import current
from chassis.db import transaction
from chassis.errors import Changed, Never, NotFound
from chassis.offices import day_of, today
from contracts.cases import LetterDelivered, NoticeDelivered
from contracts.notices import NoticeSent
from contracts.objections import ReplyDelivered
from contracts.stages import Stage
from services.registry.cases.domain.progress import repair_until
from services.registry.cases.models.cases import Case
from services.registry.cases.models.progress import Letter
from services.registry.cases.steps import dates
from services.registry.cases.steps.locking import locked
from services.registry.cases.steps.repair import await_again, latest_incompleteness
from services.registry.decisions.steps import held
from services.registry.deliveries import domain
from services.registry.deliveries.domain import NothingIssued, Proof, Step, Way
from services.registry.deliveries.models import Arrival, Delivery
from services.registry.deliveries.queries import of_reply
from services.registry.letters.models import Notice
from services.registry.objections.domain import last_days
from services.registry.objections.models import ObjectionFile, Reply
from services.registry.objections.queries import dispute_terms
from services.registry.objections.steps.filing import recount_filing

OF_DECISIONS = "request_decided"  # what notify calls the e-mail about a written notice


def record(case_id: UUID, expected: int, proof: Proof) -> None:
    """Record that a notice on paper was sent or received; from its receipt the time to object counts (R-13).

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
        if proof.step is Step.RECEIVED:
            recount_filing(session, case)


def record_letter(case_id: UUID, letter_id: UUID, expected: int, proof: Proof) -> None:
    """Record that a letter before the decision was sent or received.

    From the receipt of what says that a request is incomplete the applicant has his term to repair (R-06): its end
    moves with the proof, and a lapse is undone while that end has not passed. After it the request stays lapsed, but a
    repair that came within the term still counts, whenever an officer writes it down.

    Raises:
        NotFound, Changed: see `chassis.errors`. Invalid: see the domain.
    """
    with transaction() as session:
        case = locked(session, case_id, expected)
        letter = session.get(Letter, (current().tenant, letter_id))
        if letter is None or letter.case_id != case_id:
            raise NotFound
        domain.check(proof, letter.at, clock.now(), held(session, case_id))
        session.add(_arrival(case_id, proof, letter_id=letter_id))
        until = _new_end(session, case, letter_id, proof)
        if until is not None:
            dates.await_repair(case, until)
            if case.stage == Stage.LAPSED and today() <= until:
                case.stage = Stage.INCOMPLETE
                await_again(case, letter)
        told = LetterDelivered(
            request_id=case_id,
            number=case.number,
            act=letter.act,
            step=proof.step,
            way=proof.way,
            at=proof.at,
            until=until,
        )
        _tell("case.letter_delivered", case, told, letter=letter.act, until=until)


def _new_end(session: Session, case: Case, letter_id: UUID, proof: Proof) -> date | None:
    """Until when a request can be repaired after the receipt of the letter that asked for it; None for other proofs."""
    if proof.step is not Step.RECEIVED or letter_id != latest_incompleteness(session, case):
        return None
    return repair_until(day_of(proof.at)) if case.stage in (Stage.INCOMPLETE, Stage.LAPSED) else None


def record_reply(objection_id: UUID, expected: int, proof: Proof) -> None:
    """Record that the answer to an objection was sent or received; from its receipt the time to dispute counts (R-16).

    Raises:
        NotFound, Changed: see `chassis.errors`. NothingIssued, Invalid: see the domain.
    """
    with transaction() as session:
        objection = session.scalar(select(ObjectionFile).where(ObjectionFile.id == objection_id).with_for_update())
        if objection is None:
            raise NotFound
        if objection.version != expected:
            raise Changed
        reply = session.get(Reply, (current().tenant, objection_id))
        if reply is None:
            raise NothingIssued("Keberatan ini belum ditanggapi.")
        domain.check(proof, reply.answered_at, clock.now(), held(session, objection.request_id))
        session.add(_arrival(objection.request_id, proof, objection_id=objection_id))
        until = None
        if proof.step is Step.RECEIVED:
            terms = dispute_terms(objection, reply, of_reply(session, objection_id), day_of(proof.at))
            until = objection.dispute_until = last_days(terms)["dispute_until"]
        told = ReplyDelivered(
            objection_id=objection_id, request_id=objection.request_id, number=objection.number, step=proof.step,
            way=proof.way, at=proof.at, dispute_until=until,
        )  # fmt: skip
        _tell("objection.delivered", objection, told, until=until)


def _arrival(
    case_id: UUID, proof: Proof, *, letter_id: UUID | None = None, objection_id: UUID | None = None
) -> Arrival:
    return Arrival(id=uuid4(), case_id=case_id, letter_id=letter_id, objection_id=objection_id, **_said(proof))


def _said(proof: Proof) -> dict[str, Any]:
    kept = {name: getattr(proof, name) for name in ("step", "way", "at", "receiver", "reference")}
    document = UUID(proof.document) if proof.document else None
    return kept | {"document": document, "recorded_at": clock.now(), "recorded_by": current().actor}


def hear_sent(said: NoticeSent) -> None:
    """Keep as a proof that an e-mail about a decision was sent, not that it was read.

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
    told = NoticeDelivered(request_id=case.id, number=case.number, step=proof.step, way=proof.way, at=proof.at)
    _tell("case.delivered", case, told, receiver=proof.receiver)
    session.add(Delivery(id=uuid4(), case_id=case.id, version=case.version, **_said(proof)))


def _tell(
    act: str, about: Case | ObjectionFile, told: NoticeDelivered | LetterDelivered | ReplyDelivered, **more: Any
) -> None:
    """Write down what was proved, and tell it as the next version of the case or objection."""
    about.version += 1
    audit.record(act, about.id, step=told.step, way=told.way, at=told.at, **more)
    outbox.publish(told, version=about.version)
