"""What an applicant does with the tracking link: complete a request, or withdraw it; the register says what follows."""

from datetime import datetime
from uuid import uuid4

from sqlalchemy import select
from sqlalchemy.orm import Session

from chassis import audit, clock, outbox
from chassis.context import current
from chassis.db import transaction
from chassis.errors import Conflict, Fault, Invalid, NotFound
from chassis.service import runtime
from contracts.cases import ApplicantActed
from services.intake.domain.request import looks_like_token, token_hash
from services.intake.domain.states import APPLICANT_ACTS, ApplicantAct
from services.intake.models.acts import WORDS, Acted
from services.intake.models.requests import InformationRequest, Step
from statute.calendar import long_date


class TermPassed(Conflict):
    """The term of repair is over."""

    code, title = "term-passed", "Batas waktu perbaikan sudah lewat"


def act(token: str, what: ApplicantAct, words: str | None) -> datetime:
    """Keep what the applicant wrote and tell the register (R-06; a withdrawal needs no reason).

    Args:
        token: the tracking token. what: repair or withdraw. words: what is repaired, or why withdrawn.

    Returns:
        When it was taken.

    Raises:
        NotFound: no request of this office has this token. Conflict: it cannot be done from where the request stands,
        or was done already. TermPassed: the term of repair is over. Invalid: the words are missing.
    """
    if not looks_like_token(token):
        raise NotFound
    now = clock.now()
    with transaction() as session:
        request = _locked(session, token)
        last = _last_step(session, request)
        _check(request, last, what, words, now)
        if _waits(session, request, last):
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
    request: InformationRequest, last: Step | None, what: ApplicantAct, words: str | None, now: datetime
) -> None:
    if request.state not in APPLICANT_ACTS[what]:
        raise Conflict("Permohonan ini tidak dapat diubah lagi dengan cara itu.")
    if what is not ApplicantAct.REPAIR:
        return
    if not words:
        raise Invalid(faults=[Fault("/words", "Tulis kelengkapan yang diminta.")])
    zone = runtime().directory.by_code(current().tenant).time_zone
    if last and last.until and clock.in_zone(now, zone).date() > last.until:
        raise TermPassed(f"Perbaikan ditunggu sampai {long_date(last.until)}. Anda dapat mengajukan permohonan baru.")


def _waits(session: Session, request: InformationRequest, last: Step | None) -> bool:
    """Whether something the applicant did is still on its way to the register."""
    done = select(Acted.id).where(Acted.request_id == request.id)
    if last is not None:
        done = done.where(Acted.at > last.at)
    return session.scalar(done.limit(1)) is not None


def _locked(session: Session, token: str) -> InformationRequest:
    found = select(InformationRequest).where(InformationRequest.token_hash == token_hash(token)).with_for_update()
    request = session.scalar(found)
    if request is None:
        raise NotFound
    return request


def _last_step(session: Session, request: InformationRequest) -> Step | None:
    """The step that the request stands on; new dates are none."""
    found = select(Step).where(Step.request_id == request.id, Step.kind != "rescheduled")
    return session.scalar(found.order_by(Step.version.desc()).limit(1))
