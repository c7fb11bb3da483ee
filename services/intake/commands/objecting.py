"""An objection is filed, and what the register tells about it is followed."""

from collections.abc import Mapping
from datetime import date, datetime
from functools import lru_cache
from typing import Any
from uuid import UUID, uuid4

from sqlalchemy import select
from sqlalchemy.orm import Session

from chassis import audit, clock, idempotency, outbox
from chassis.context import PUBLIC, current
from chassis.db import say, transaction
from chassis.errors import Conflict, Never, NotFound
from chassis.offices import this_office
from chassis.pace import Pace
from chassis.service import runtime
from contracts.objections import (
    ObjectionAnswered,
    ObjectionFulfilled,
    ObjectionRecounted,
    ObjectionRegistered,
    ObjectionRescheduled,
    ObjectionSubmitted,
    ReplyDelivered,
    ReplyIssued,
)
from contracts.shapes import TermSchema
from services.intake.domain import objections as domain
from services.intake.domain.objections import Confirmation, Filing, State
from services.intake.domain.request import Channel, number_tail
from services.intake.models.objections import DRAW_NUMBER, WORDS, Objection
from services.intake.models.requests import InformationRequest
from services.intake.models.transfers import Destination
from services.intake.queries.objections import occasion_of
from statute.calendar import national
from statute.deadlines import after_hours
from statute.regimes import Regime
from statute.settings import Setting

_OF_REQUEST = Pace("objections to a request", 3, 86_400, domain.TooManyObjections)


class PassedOn(Conflict):
    """The request is with another office, whose Atasan PPID answers objections to it."""

    code = "request-passed-on"


def file(request_id: UUID, said: Filing, key: str | None) -> Confirmation:
    """Take an objection: number and due date at once (R-14: PerKI 1/2021 ps. 41(3)-(4)).

    The same one again, word for word and on the same grounds, is the first one while that waits for its answer.

    Args:
        request_id: what it is about. said: what was filed.
        key: the sender's Idempotency-Key; the same one again gets the first confirmation and changes nothing.

    Raises:
        NotFound: this office has no such request. PassedOn: another office has it now. Forbidden, Invalid: see
        `domain`. KeyReused: see `chassis.idempotency`.
    """
    now, zone, objection_id = clock.now(), this_office().time_zone, uuid4()
    with transaction() as session:
        request = _request_here(session, request_id)
        domain.check(said, current().roles, request.received_at, now)
        content = [str(request_id), said.grounds, said.words(), said.received_at]
        first = idempotency.claim(key, content, objection_id) if key else None
        if first is not None:
            return _confirmed(session.get_one(Objection, (current().tenant, first)))
        _count(request_id)
        received_at = said.received_at or now
        received_on = clock.in_zone(received_at, zone).date()
        about = occasion_of(session, request, received_on)
        domain.check_grounds(said.grounds, about)
        warnings = list(domain.warnings(said, about, received_on))
        if same := _same(session, request_id, said, warnings):
            return _confirmed(same)
        objection = Objection(
            id=objection_id,
            request_id=request_id,
            number=_draw_number(clock.in_zone(now, zone).date()),
            channel=said.channel or Channel.PORTAL,
            grounds=list(said.grounds),
            by_attorney=said.attorney is not None,
            words_sealed=runtime().sealer.seal(said.words(), WORDS),
            received_at=received_at,
            recorded_at=now,
            regime=about.regime,
            found_on=about.found_on,
            filing_until=about.term.due_on,
            deadline=explained(received_at, about.regime),
            warnings=warnings,
            state=State.RECEIVED,
            file_version=0,
            documents=[],
        )
        session.add(objection)
        audit.record("objection.submitted", objection_id, request=request_id, grounds=said.grounds)
        outbox.publish(_submitted(objection), version=1)
    return _confirmed(objection)


def _count(request_id: UUID) -> None:
    """Count an objection that its applicant files; an officer writes down whatever came."""
    if current().actor == PUBLIC:
        _OF_REQUEST.count(str(request_id))


def follow_registration(said: ObjectionRegistered, version: int) -> None:
    """Follow the register, which took the objection over.

    Raises:
        Never: there is no such objection, or it cannot be registered from where it stands.
    """
    with transaction() as session:
        _follow(session, said.objection_id, "registered", version)


def follow_answer(event: ObjectionAnswered | ReplyIssued, version: int) -> None:
    """Show the applicant the answer of the Atasan PPID and until when the way to dispute is open.

    Raises:
        Never: there is no such objection, or it cannot be answered so from where it stands.
    """
    with transaction() as session:
        objection = _follow(session, event.objection_id, event.outcome, version)
        if objection is not None:
            objection.answered_at, objection.act_until = event.answered_at, event.act_until
            objection.dispute_until, objection.silence_until = event.dispute_until, event.silence_until


def follow_delivery(said: ReplyDelivered, version: int) -> None:
    """Keep the way to dispute open until its term from the proven receipt has passed (R-16).

    Raises:
        Never: there is no such objection.
    """
    with transaction() as session:
        objection = _note(session, said.objection_id, version)
        if objection is not None:
            objection.dispute_until = said.dispute_until or objection.dispute_until


def follow_fulfilment(said: ObjectionFulfilled, version: int) -> None:
    """Let the applicant fetch what the PPID released as ordered.

    Raises:
        Never: there is no such objection, or nothing was ordered.
    """
    with transaction() as session:
        objection = _follow(session, said.objection_id, "fulfilled", version)
        if objection is not None:
            objection.documents = list(said.documents)


def follow_new_date(said: ObjectionRescheduled, version: int) -> None:
    """Show the applicant the new day of the Atasan PPID, with every day explained.

    Raises:
        Never: there is no such objection, or it is not waiting for an answer.
    """
    with transaction() as session:
        objection = _follow(session, said.objection_id, "rescheduled", version)
        if objection is not None:
            anew = explained(objection.received_at, Regime(objection.regime))
            objection.deadline = anew | {"due_on": said.due_on.isoformat()}


def follow_recount(event: ObjectionRecounted, version: int) -> None:
    """Receipt was proved or days off changed: other days to object and to dispute, and what looked doubtful with them.

    Raises:
        Never: there is no such objection.
    """
    with transaction() as session:
        objection = _note(session, event.objection_id, version)
        if objection is not None:
            objection.found_on, objection.filing_until = event.found_on, event.filing_until
            objection.dispute_until = event.dispute_until or objection.dispute_until
            objection.silence_until = event.silence_until or objection.silence_until
            objection.warnings = list(
                domain.warnings_anew(
                    objection.warnings, event.timeliness, Regime(objection.regime), event.found_on, event.filing_until
                )
            )


def explained(received_at: datetime, regime: Regime) -> dict[str, Any]:
    """Return the term of the answer in the office in force, told day by day, in the form that is kept and shown."""
    zone = this_office().time_zone
    from_next = after_hours(received_at, zone, current().tenant, national())
    return dict(_explanation(clock.in_zone(received_at, zone).date(), regime, from_next))


@lru_cache(maxsize=256)
def _explanation(received_on: date, regime: Regime, from_next: Setting | None) -> Mapping[str, Any]:
    dumped: dict[str, Any] = TermSchema().dump(domain.answer_term(received_on, regime, from_next))
    return dumped


def _request_here(session: Session, request_id: UUID) -> InformationRequest:
    request = session.get(InformationRequest, (current().tenant, request_id), with_for_update=True)
    if request is None:
        raise NotFound
    there = session.get(Destination, (request.tenant, request.id))
    if there is not None:
        office = runtime().directory.by_code(there.office).name
        raise PassedOn(f"Permohonan ini dialihkan ke {office} dengan nomor {there.number}. Ajukan keberatan di sana.")
    return request


def _same(session: Session, request_id: UUID, filing: Filing, warnings: list[str]) -> Objection | None:
    """Return the objection that says the same and waits for its answer; one that was filed too early is another."""
    waiting = select(Objection).where(
        Objection.request_id == request_id,
        Objection.state.in_(domain.OPEN),
        Objection.grounds == list(filing.grounds),
        Objection.warnings == warnings,
    )
    opened = ((one, runtime().sealer.open(one.words_sealed, WORDS)) for one in session.scalars(waiting))
    return next((one for one, words in opened if words == filing.words()), None)


def _draw_number(recorded_on: date) -> str:
    values = {"tenant": current().tenant, "kind": domain.OBJECTION, "year": recorded_on.year}
    ((serial,),) = say(DRAW_NUMBER, values).fetchall()
    return f"{serial}{number_tail(current().tenant, recorded_on, domain.OBJECTION)}"


def _submitted(objection: Objection) -> ObjectionSubmitted:
    return ObjectionSubmitted(
        objection_id=objection.id,
        request_id=objection.request_id,
        number=objection.number,
        channel=objection.channel,
        grounds=tuple(objection.grounds),
        by_attorney=objection.by_attorney,
        received_at=objection.received_at,
    )


def _confirmed(kept: Objection) -> Confirmation:
    return Confirmation(kept.id, kept.number, kept.received_at, kept.deadline, tuple(kept.warnings))


def _follow(session: Session, objection_id: UUID, fact: str, version: int) -> Objection | None:
    """Move an objection on by one fact of the register; None when that version was followed already."""
    objection = _note(session, objection_id, version)
    if objection is not None:
        objection.state = domain.follow(objection.state, fact)
    return objection


def _note(session: Session, objection_id: UUID, version: int) -> Objection | None:
    """Return the objection, followed up to a version of its file; None when that version was followed already."""
    objection = session.scalar(select(Objection).where(Objection.id == objection_id).with_for_update())
    if objection is None:
        raise Never(f"this office has no objection {objection_id}")
    if version <= objection.file_version:
        return None
    objection.file_version = version
    return objection
