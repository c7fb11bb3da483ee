"""An objection enters the register, is reviewed and answered by the Atasan PPID, and its order is carried out."""

from collections.abc import Collection
from datetime import datetime
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from chassis import audit, clock, outbox
from chassis.context import current
from chassis.db import transaction
from chassis.errors import Changed, Invalid, NotFound
from chassis.offices import day_of
from contracts.objections import ObjectionAnswered, ObjectionRegistered, ObjectionSubmitted
from contracts.stages import Stage as CaseStage
from services.registry.appointments.domain import Appointment
from services.registry.appointments.steps import signing
from services.registry.cases.domain.cases import PPID
from services.registry.cases.domain.lateness import Kind as Late
from services.registry.cases.models.cases import Case
from services.registry.cases.steps import lateness
from services.registry.decisions.domain.decisions import file_faults
from services.registry.decisions.steps import held
from services.registry.letters.domain import Kind
from services.registry.letters.models import Notice
from services.registry.letters.steps import numbered, unnumbered
from services.registry.objections import domain
from services.registry.objections.domain import Act, Answer, Stage
from services.registry.objections.models import ObjectionFile, Reply
from services.registry.objections.queries import answer_term, occasion
from services.registry.objections.steps.orders import carry_out
from statute.regimes import Regime


def register(said: ObjectionSubmitted) -> None:
    """Take an objection into the register and start the Atasan PPID's clock (UU 14/2008 ps. 36; R-13 to R-15).

    Raises:
        NoResultFound: the register has not taken over the request yet; the message waits.
    """
    with transaction() as session:
        case = session.get_one(Case, (current().tenant, said.request_id))
        regime, received_on = Regime(case.regime), day_of(said.received_at)
        found_on, decided = occasion(session, case, received_on)
        filing, answering = domain.filing(found_on, regime), answer_term(said.received_at, regime)
        objection = ObjectionFile(
            id=said.objection_id,
            request_id=case.id,
            number=said.number,
            channel=said.channel,
            grounds=list(said.grounds),
            by_attorney=said.by_attorney,
            regime=regime,
            received_at=said.received_at,
            found_on=found_on,
            filing_until=filing.due_on,
            timeliness=domain.timeliness(received_on, found_on, filing.due_on, decided=decided),
            due_on=answering.due_on,
            stage=Stage.RECEIVED,
            documents=[],
            version=1,
        )
        session.add(objection)
        audit.record(
            "objection.registered", objection.id, request=case.id, due_on=objection.due_on, rule=answering.rule.id
        )
        outbox.publish(
            ObjectionRegistered(
                objection_id=objection.id,
                request_id=case.id,
                number=objection.number,
                regime=regime,
                due_on=objection.due_on,
                filing_until=objection.filing_until,
            ),
            version=objection.version,
        )


def review(objection_id: UUID, expected: int) -> None:
    """Note that the Atasan PPID has taken the objection up. Nobody outside is told.

    Raises:
        NotFound, Changed, Forbidden, NotAllowed: see `domain` and `chassis.errors`.
    """
    with transaction() as session:
        objection = _locked(session, objection_id, expected)
        stage = domain.next_stage(Stage(objection.stage), Act.REVIEW, current().roles)
        _signed_apart(session, objection)
        objection.stage = stage
        audit.record("objection.reviewed", objection.id)


def answer(objection_id: UUID, expected: int, said: Answer) -> None:
    """Issue the Atasan PPID's written answer.

    Args:
        objection_id: the objection. expected: the version its decider saw. said: what the answer says.

    Raises:
        NotFound, Changed, Forbidden, NotAllowed, Invalid: see `domain` and `chassis.errors`.
    """
    now = clock.now()
    with transaction() as session:
        objection = _locked(session, objection_id, expected)
        reply = _drawn_up(session, objection, said, now)
        for name, value in numbered(Kind.REPLY).items():
            setattr(reply, name, value)
        objection.stage, objection.act_until = reply.outcome, said.act_until
        objection.dispute_until, objection.silence_until = reply.dispute_until, reply.silence_until
        objection.version += 1
        session.add(reply)
        case = session.get_one(Case, (current().tenant, objection.request_id))
        facts = {"objection_id": objection.id, "regime": objection.regime}
        lateness.write(session, case, Late.REPLY, objection.due_on, day_of(now), **facts)
        audit.record(
            "objection.answered", objection.id, outcome=reply.outcome, letter=reply.letter_number,
            act_until=said.act_until, dispute_until=reply.dispute_until, silence_until=reply.silence_until,
            signed_by=reply.signed_by, capacity=reply.capacity, signing_decree=reply.signing_decree,
        )  # fmt: skip
        outbox.publish(
            ObjectionAnswered(
                objection_id=objection.id,
                request_id=objection.request_id,
                number=objection.number,
                outcome=reply.outcome,
                answered_at=now,
                act_until=said.act_until,
                dispute_until=reply.dispute_until,
                silence_until=reply.silence_until,
            ),
            version=objection.version,
        )


def draft(objection_id: UUID, said: Answer) -> tuple[ObjectionFile, Reply]:
    """Return the answer as it would be issued now: under the same rules, without a number, and nothing is kept.

    Raises:
        NotFound, Forbidden, NotAllowed, Invalid: as `answer`.
    """
    with transaction() as session:
        objection = session.get(ObjectionFile, (current().tenant, objection_id))
        if objection is None:
            raise NotFound
        reply = _drawn_up(session, objection, said, clock.now())
        session.expunge(objection)
    for name, value in unnumbered().items():
        setattr(reply, name, value)
    return objection, reply


def _drawn_up(session: Session, objection: ObjectionFile, said: Answer, now: datetime) -> Reply:
    """Return the answer that may be issued, but for its number."""
    stage = domain.next_stage(Stage(objection.stage), said.act, current().roles)
    signed = _signed_apart(session, objection)
    on = day_of(now)
    domain.check(said, on)
    terms = domain.disputing(objection.due_on, on, Regime(objection.regime), answered_on=on)
    return Reply(
        id=objection.id,
        outcome=stage,
        reasons=said.reasons,
        order=said.order,
        act_until=said.act_until,
        answered_at=now,
        answered_by=current().actor,
        **signed.signature,
        **domain.last_days(terms),
    )


def fulfil(objection_id: UUID, expected: int, account: str, documents: Collection[UUID]) -> None:
    """Write down that the PPID did what the Atasan PPID had ordered; the documents go to the applicant.

    Args:
        objection_id: the objection. expected: the version the PPID saw. account: what was done.
        documents: files that the office holds for the request.

    Raises:
        NotFound, Changed, Forbidden, NotAllowed, Invalid: see `domain` and `chassis.errors`.
    """
    with transaction() as session:
        objection = _locked(session, objection_id, expected)
        domain.next_stage(Stage(objection.stage), Act.FULFIL, current().roles)
        signing(PPID)
        case = session.get_one(Case, (current().tenant, objection.request_id))
        domain.check_answered(CaseStage(case.stage))
        if faults := list(file_faults(map(str, documents), held(session, objection.request_id))):
            raise Invalid(faults=faults)
        carry_out(objection, account, documents)


def _locked(session: Session, objection_id: UUID, expected: int) -> ObjectionFile:
    found = select(ObjectionFile).where(ObjectionFile.id == objection_id).with_for_update()
    objection = session.scalar(found)
    if objection is None:
        raise NotFound
    if objection.version != expected:
        raise Changed
    return objection


def _signed_apart(session: Session, objection: ObjectionFile) -> Appointment:
    """Return the Atasan PPID who signs: not who signed the decision objected to."""
    signed = signing(domain.SUPERIOR)
    notice = session.get(Notice, (current().tenant, objection.request_id))
    domain.keep_apart(signed.person, notice.signed_by if notice else None)
    return signed
