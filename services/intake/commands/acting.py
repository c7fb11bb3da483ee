"""What an applicant does with the tracking link: complete, withdraw, answer; the register says what follows."""

from collections.abc import Sequence
from datetime import datetime
from uuid import uuid4

from sqlalchemy import select
from sqlalchemy.orm import Session

from chassis import audit, clock, outbox
from chassis.db import transaction
from chassis.errors import Conflict, Fault, Invalid, NotFound
from chassis.offices import day_of
from chassis.service import runtime
from contracts.cases import ApplicantActed
from services.intake.domain.request import looks_like_token, token_hash
from services.intake.domain.states import ApplicantAct, State, possible
from services.intake.models.acts import WORDS, Acted
from services.intake.models.requests import InformationRequest, Step
from statute.calendar import long_date

_ASKED = {  # the acts that need words, with the sentence for the one who left them out
    ApplicantAct.REPAIR: "Tulis kelengkapan yang diminta.",
    ApplicantAct.ANSWER: "Tulis jawaban atas pertanyaan kantor.",
}


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
        _check(request, steps, what, words, now)
        if _waits(session, request, steps):
            raise Conflict("Kiriman Anda sudah kami terima dan sedang dicatat.")
        sealed = runtime().sealer.seal(words, WORDS) if words else None
        session.add(Acted(id=uuid4(), request_id=request.id, act=what, at=now, words_sealed=sealed))
        request.version += 1
        audit.record("request.acted", request.id, step=what)
        outbox.publish(
            ApplicantActed(request_id=request.id, number=request.number, act=what, acted_at=now),
            version=request.version,
        )
    return now


def _check(
    request: InformationRequest, steps: Sequence[Step], what: ApplicantAct, words: str | None, now: datetime
) -> None:
    if what not in possible(request.state, [step.kind for step in steps]):
        raise Conflict("Permohonan ini tidak dapat diubah lagi dengan cara itu.")
    if what in _ASKED and not words:
        raise Invalid(faults=[Fault("/words", _ASKED[what])])
    if what is not ApplicantAct.REPAIR:
        return
    until = [step.until for step in steps if step.kind in _TERM_OF_REPAIR and step.until][-1]
    if until and day_of(now) > until:
        raise TermPassed(f"Perbaikan ditunggu sampai {long_date(until)}. Anda dapat mengajukan permohonan baru.")


def _waits(session: Session, request: InformationRequest, steps: Sequence[Step]) -> bool:
    """Whether something the applicant did is still on its way to the register."""
    done = select(Acted.id).where(Acted.request_id == request.id)
    moved = [step for step in steps if not step.kind.startswith(_OF_LETTERS)]
    if moved:
        done = done.where(Acted.at > moved[-1].at)
    return session.scalar(done.limit(1)) is not None


def locked(session: Session, token: str) -> InformationRequest:
    """The request that a tracking token belongs to, held until the running transaction ends.

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
    """What the register told about the request, oldest first; new dates are no step."""
    found = select(Step).where(Step.request_id == request.id, Step.kind != "rescheduled")
    return session.scalars(found.order_by(Step.version)).all()
