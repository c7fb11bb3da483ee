"""What an applicant does with a request: complete, withdraw, answer; the register says what follows.

On the tracking page, or on another way on which an officer writes it down.
"""

from collections.abc import Sequence
from datetime import date, datetime
from uuid import UUID, uuid4

from sqlalchemy import select
from sqlalchemy.orm import Session

from chassis import audit, clock, outbox
from chassis.db import transaction
from chassis.errors import Conflict, Fault, Invalid, NotFound
from chassis.offices import day_of, moment_on, today
from chassis.service import runtime
from contracts.cases import ApplicantActed
from services.intake.domain.request import Channel, looks_like_token, token_hash
from services.intake.domain.states import ApplicantAct, State, possible, recordable
from services.intake.models.acts import WORDS, Acted
from services.intake.models.requests import InformationRequest, Step
from statute.calendar import long_date

_ASKED = {  # the acts that need words, with the sentence for the one who left them out
    ApplicantAct.REPAIR: "Tulis kelengkapan yang diminta.",
    ApplicantAct.ANSWER: "Tulis jawaban atas pertanyaan kantor.",
}


_ASKED_BY = {ApplicantAct.REPAIR: State.INCOMPLETE, ApplicantAct.ANSWER: "clarify"}  # the step that asked for it
_TERM_OF_REPAIR = (State.INCOMPLETE, "letter_received")  # what says until when: the act, or the proof of its receipt
_OF_LETTERS = ("letter_", "delivery_")  # steps that move nothing


class TermPassed(Conflict):
    """The term of repair is over."""

    code, title = "term-passed", "Batas waktu perbaikan sudah lewat"


def act(token: str, what: ApplicantAct, words: str | None) -> datetime:
    """Keep what the applicant wrote and tell the register (R-06; a withdrawal needs no reason, an answer has no term).

    Args:
        token: the tracking token. what: the act. words: what is repaired or answered, or why it is withdrawn.

    Returns:
        When it was taken.

    Raises:
        NotFound: no request of this office has this token. Conflict: it cannot be done from where the request stands,
        or was done already. TermPassed: the term of repair is over. Invalid: the words are missing.
    """
    now = clock.now()
    with transaction() as session:
        request = locked(session, token)
        steps = _steps(session, request)
        _check(possible(request.state, [step.kind for step in steps]), what, words)
        if what is ApplicantAct.REPAIR:
            _check_term(steps, day_of(now))
        _keep(session, request, steps, Acted(act=what, at=now, words_sealed=_sealed(words), way=None))
    return now


def record(request_id: UUID, what: ApplicantAct, words: str, way: Channel, came_on: date) -> datetime:
    """Write down what its applicant did at the counter, by post, by e-mail or by phone; it counts from when it came.

    Args:
        request_id: the request. what: `repair` or `answer`. words: what came. way: how. came_on: the day it came.

    Returns:
        When it came.

    Raises:
        NotFound: this office has no such request. Conflict: it cannot be done from where the request stands, or was
        done already. TermPassed: it came after the term of repair. Invalid: the day cannot be true.
    """
    at = moment_on(came_on)
    with transaction() as session:
        found = select(InformationRequest).where(InformationRequest.id == request_id).with_for_update()
        request = session.scalar(found)
        if request is None:
            raise NotFound
        steps = _steps(session, request)
        _check(recordable(request.state, [step.kind for step in steps]), what, words)
        _check_day(steps, what, came_on)
        if what is ApplicantAct.REPAIR:
            _check_term(steps, came_on)
        _keep(session, request, steps, Acted(act=what, at=at, words_sealed=_sealed(words), way=way))
    return at


def _keep(session: Session, request: InformationRequest, steps: Sequence[Step], acted: Acted) -> None:
    """Keep what was done, and tell the register."""
    if _waits(session, request, steps):
        raise Conflict("Kiriman Anda sudah kami terima dan sedang dicatat.")
    acted.id, acted.request_id, acted.recorded_at = uuid4(), request.id, clock.now()
    session.add(acted)
    request.version += 1
    audit.record("request.acted", request.id, step=acted.act, way=acted.way, at=acted.at)
    outbox.publish(
        ApplicantActed(request_id=request.id, number=request.number, act=acted.act, acted_at=acted.at),
        version=request.version,
    )


def _sealed(words: str | None) -> bytes | None:
    return runtime().sealer.seal(words, WORDS) if words else None


def _check(acts: Sequence[ApplicantAct], what: ApplicantAct, words: str | None) -> None:
    if what not in acts:
        raise Conflict("Permohonan ini tidak dapat diubah lagi dengan cara itu.")
    if what in _ASKED and not words:
        raise Invalid(faults=[Fault("/words", _ASKED[what])])


def _check_day(steps: Sequence[Step], what: ApplicantAct, came_on: date) -> None:
    """Refuse a day before what was asked for, or in the future."""
    asked_on = next(day_of(step.at) for step in steps if step.kind == _ASKED_BY[what])
    if came_on > today():
        raise Invalid(faults=[Fault("/came_on", "Hari ini belum tiba.")])
    if came_on < asked_on:
        said = f"Surat kantor baru terbit {long_date(asked_on)}; yang tiba sebelum itu bukan balasannya."
        raise Invalid(faults=[Fault("/came_on", said)])


def _check_term(steps: Sequence[Step], on: date) -> None:
    """Refuse a repair after its term (R-06)."""
    until = [step.until for step in steps if step.kind in _TERM_OF_REPAIR and step.until][-1]
    if on > until:
        raise TermPassed(f"Perbaikan ditunggu sampai {long_date(until)}. Anda dapat mengajukan permohonan baru.")


def _waits(session: Session, request: InformationRequest, steps: Sequence[Step]) -> bool:
    """Whether something the applicant did is still on its way to the register."""
    done = select(Acted.id).where(Acted.request_id == request.id)
    moved = [step for step in steps if not step.kind.startswith(_OF_LETTERS)]
    if moved:
        done = done.where(Acted.recorded_at > moved[-1].at)
    return session.scalar(done.limit(1)) is not None


def locked(session: Session, token: str) -> InformationRequest:
    """Return the request that a tracking token belongs to, held until the running transaction ends.

    Raises:
        NotFound: no request of this office has this token.
    """
    if not looks_like_token(token):
        raise NotFound
    found = select(InformationRequest).where(InformationRequest.token_hash == token_hash(token)).with_for_update()
    request = session.scalar(found)
    if request is None:
        raise NotFound
    return request


def _steps(session: Session, request: InformationRequest) -> Sequence[Step]:
    """Return what the register told about the request, oldest first; new dates are no step."""
    found = select(Step).where(Step.request_id == request.id, Step.kind != "rescheduled")
    return session.scalars(found.order_by(Step.version)).all()
