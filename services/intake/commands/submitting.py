"""A request is handed in."""

import json
from collections.abc import Mapping
from dataclasses import asdict
from datetime import date, datetime
from functools import lru_cache
from typing import Any
from uuid import UUID, uuid4

from sqlalchemy import select
from sqlalchemy.orm import Session

from chassis import audit, clock, idempotency, outbox
from chassis.context import PUBLIC, current
from chassis.db import concluding, transaction
from chassis.errors import Fault
from chassis.offices import day_of, this_office
from chassis.pace import Pace
from chassis.service import runtime
from contracts.requests import RequestSubmitted
from contracts.shapes import written
from services.intake.domain import request as domain
from services.intake.domain.applicant import Applicant, doubts
from services.intake.domain.codes import code_of
from services.intake.domain.request import Channel, Confirmation, Submission
from services.intake.domain.states import State
from services.intake.models import requests as models
from services.intake.models.requests import InformationRequest
from statute.calendar import long_date, national
from statute.deadlines import after_hours
from statute.regimes import Regime, settle
from statute.settings import Setting

_OF_APPLICANT = Pace("requests of an applicant", 10, 3600, domain.TooManyOfApplicant)


def submit(said: Submission, key: str | None) -> Confirmation:
    """Receive a request: number, token and due date at once (UU 14/2008 ps. 22(4); R-01 to R-03).

    Args:
        said: what was handed in.
        key: the sender's Idempotency-Key; the same one again gets the first confirmation and changes nothing.

    Raises:
        Forbidden, Invalid: see `domain.check`. KeyReused: see `chassis.idempotency`. TooManyOfApplicant,
        AlreadySubmitted: see there.
    """
    now, office = clock.now(), this_office()
    lacking = domain.check(said, current().roles, office.code, office.time_zone, now)
    received_at = said.received_at or now
    received_on = clock.in_zone(received_at, office.time_zone).date()
    regime, reason = settle(said.regime, said.category, office.code, received_on)
    told_why = f"{reason} Alasan petugas: {said.regime_reason}" if said.regime_reason else reason
    from_next = after_hours(received_at, office.time_zone, office.code, national())
    deadline = {**explanation(received_on, office.time_zone, regime, from_next), "regime_reason": told_why}
    request_id, token = uuid4(), domain.new_token()
    content, person = _content(said), said.applicant.plain()
    row = {
        **content,
        **sealed(person, token),
        "tenant": office.code,
        "id": request_id,
        **numbering(office.code, clock.in_zone(now, office.time_zone).date()),
        "received_at": received_at,
        "recorded_at": now,
        "late_reason": said.late_reason,
        "deadline": json.dumps(deadline),
        "warnings": json.dumps([asdict(fault) for fault in lacking]),
        "identity_hash": runtime().sealer.fingerprint(said.applicant.known_by, models.IDENTITY),
    }
    told = _submitted(said, request_id, received_at)
    with transaction() as session:
        claimed = [content, person, said.received_at, said.regime, said.regime_reason, said.late_reason]
        first = idempotency.claim(key, claimed, request_id) if key else None
        if first is not None:
            return _confirmed(session, first)
        if current().actor == PUBLIC:
            _check_repetition(session, said, row)
        facts = {"channel": row["channel"], "regime": regime, "regime_chosen": said.regime}
        with concluding():
            audit.record("request.submitted", request_id, **facts, due_on=deadline["due_on"])
            numbered = outbox.publish_numbered(told, models.NUMBER_KEEP_AND_TELL, row)
        ((number,),) = numbered.fetchall()
    return Confirmation(request_id, number, token, received_at, deadline, (*lacking, *doubts(said.applicant)))


@lru_cache(maxsize=256)
def explanation(
    received_on: date, zone: str, regime: Regime, from_next: Setting | None = None, complete_from: date | None = None
) -> Mapping[str, Any]:
    """Return the deadline of a day of receipt, told day by day, in the form that is kept and shown.

    With `complete_from` it counts from that day, on which a repaired request was complete.
    """
    terms = domain.clock(received_on, zone, regime, from_next)
    if complete_from is not None:
        terms = terms.counted_from(complete_from)
    return {
        **written(terms),
        "complete_from": complete_from and complete_from.isoformat(),
        "rule_in_force_from": terms.answer.rule.in_force_from.isoformat(),
    }


def _content(said: Submission) -> dict[str, Any]:
    return {
        "channel": said.channel or Channel.PORTAL,
        "applicant_kind": said.applicant.kind,
        "category": said.category,
        "subject": said.subject,
        "detail": said.detail,
        "purpose": said.purpose,
        "obtain": said.obtain,
        "format": said.format,
        "delivery": said.delivery,
        "state": State.RECEIVED,
    }


def sealed(person: dict[str, Any], token: str) -> dict[str, Any]:
    """Who asks and the token, as they are kept: sealed for the office in force, found again by their hashes."""
    sealer, nik = runtime().sealer, person["nik"]
    return {
        "token_hash": domain.token_hash(token),
        "code_hash": sealer.fingerprint(code_of(token), models.CODE),
        "token_sealed": sealer.seal(token, models.TOKEN),
        "applicant_sealed": sealer.seal(person, models.APPLICANT),
        "nik_hash": sealer.fingerprint(nik, models.NIK) if nik else None,
    }


def numbering(office: str, recorded_on: date) -> dict[str, Any]:
    """Return what draws the next number of an office (`models.NUMBER_KEEP_AND_TELL`)."""
    tail = domain.number_tail(office, recorded_on)
    return {"kind": domain.REQUEST, "year": recorded_on.year, "number_tail": tail}


def _check_repetition(session: Session, submission: Submission, row: Mapping[str, Any]) -> None:
    """Hold a request against what its applicant handed in already; others of the same applicant wait for their turn.

    Raises:
        TooManyOfApplicant. AlreadySubmitted: its answer names the first one and holds no key to it, since whoever sends
        it shows no more than an identity number.
    """
    _OF_APPLICANT.count(submission.applicant.known_by)
    if submission.another:
        return
    earlier = session.scalars(
        select(InformationRequest)
        .where(InformationRequest.identity_hash == row["identity_hash"])
        .where(InformationRequest.recorded_at > row["recorded_at"] - domain.SAME_WITHIN)
        .where(InformationRequest.state.not_in((State.WITHDRAWN, State.LAPSED)))
        .order_by(InformationRequest.recorded_at)
    )
    for first in earlier:
        if domain.same_words((first.subject, first.detail), (submission.subject, submission.detail)):
            raise domain.AlreadySubmitted(
                f"Nomornya {first.number}, diterima {long_date(day_of(first.received_at))}. Kode lacaknya ada pada"
                " tanda terima. Jika yang ini memang permohonan lain, nyatakan demikian, lalu kirim lagi.",
                faults=[Fault("/another", "Ini permohonan lain, bukan kiriman ulang.")],
            )


def _submitted(said: Submission, request_id: UUID, received_at: datetime) -> RequestSubmitted:
    return RequestSubmitted(
        request_id=request_id,
        number=outbox.UNNUMBERED,
        channel=said.channel or Channel.PORTAL,
        applicant_kind=said.applicant.kind,
        category=said.category,
        received_at=received_at,
        regime=said.regime,
    )


def _confirmed(session: Session, request_id: UUID) -> Confirmation:
    request = session.get_one(InformationRequest, (current().tenant, request_id))
    sealer = runtime().sealer
    return Confirmation(
        id=request.id,
        number=request.number,
        token=sealer.open(request.token_sealed, models.TOKEN),
        received_at=request.received_at,
        deadline=request.deadline,
        warnings=(
            *kept_warnings(request),
            *doubts(Applicant.of(sealer.open(request.applicant_sealed, models.APPLICANT))),
        ),
    )


def kept_warnings(request: InformationRequest) -> tuple[Fault, ...]:
    """Return what was missing when an officer recorded the request."""
    return tuple(Fault(**kept) for kept in request.warnings)
