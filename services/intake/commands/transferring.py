"""A request is passed on to the competent KPU office: opened as the one, sealed anew as the other, inside intake."""

import json
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID, uuid4, uuid5

from sqlalchemy.orm import Session

from chassis import audit, clock, outbox
from chassis.context import current
from chassis.db import transaction
from chassis.offices import in_office
from chassis.service import runtime
from contracts.cases import CaseTransferred
from contracts.requests import RequestTakenOver
from services.intake.commands.following import take_step
from services.intake.commands.submitting import explanation, numbering, sealed
from services.intake.domain.states import State
from services.intake.models import requests as models
from services.intake.models.acts import WORDS, Acted
from services.intake.models.requests import InformationRequest
from services.intake.models.transfers import Destination, Origin
from services.intake.queries.requests import Written, written
from statute.regimes import settle

KEPT = ("channel", "applicant_kind", "category", "subject", "detail", "purpose", "obtain", "format", "delivery")


@dataclass(frozen=True, slots=True)
class Handed:
    """A request on its way to another office: what is asked and, opened, who asks; never written anywhere.

    `added` is what the applicant wrote on the tracking page, to complete it or in answer to a question.
    """

    id: UUID
    content: dict[str, Any]
    person: dict[str, Any]
    token: str
    warnings: list[dict[str, str]]
    added: list[Written]
    offices: tuple[str, ...]
    first_number: str
    first_received_at: datetime
    received_at: datetime


def follow_transfer(said: CaseTransferred, version: int) -> None:
    """The PPID passed a request on: the receiver gets it with a number of its own, its applicant keeps the link.

    Args:
        said: what the register tells. version: of the case after it.

    Raises:
        Never: there is no such request, or it cannot be passed on from where it stands.
    """
    with transaction() as session:
        request = take_step(session, said.request_id, State.TRANSFERRED, version, said.transferred_at)
        if request is None:
            return
        handed = _opened(session, request, said.transferred_at)
        number = in_office(said.receiver, lambda: _take_over(handed))
        session.add(
            Destination(request_id=request.id, office=said.receiver, number=number, received_at=said.transferred_at)
        )
        audit.record("request.handed_over", request.id, receiver=said.receiver, number=number)


def _opened(session: Session, request: InformationRequest, at: datetime) -> Handed:
    before, sealer = session.get(Origin, (request.tenant, request.id)), runtime().sealer
    return Handed(
        id=uuid5(request.id, "transfer"),  # the same when the message comes again
        content={name: getattr(request, name) for name in KEPT},
        person=sealer.open(request.applicant_sealed, models.APPLICANT),
        token=sealer.open(request.token_sealed, models.TOKEN),
        warnings=request.warnings,
        added=[one for one in written(session, request.id) if one.words],
        offices=(*(before.offices if before else ()), request.tenant),
        first_number=before.number if before else request.number,
        first_received_at=before.received_at if before else request.received_at,
        received_at=at,
    )


def _take_over(handed: Handed) -> str:
    """Receive a request as the office it is handed to; its number there."""
    office = runtime().directory.by_code(current().tenant)
    with transaction() as session:
        kept = session.get(InformationRequest, (office.code, handed.id))
        if kept is not None:
            return kept.number
        first_on, received_on, now_on = (
            clock.in_zone(at, office.time_zone).date()
            for at in (handed.first_received_at, handed.received_at, clock.now())
        )
        regime, reason = settle(None, handed.content["category"], office.code, first_on)
        deadline = {**explanation(received_on, office.time_zone, regime), "regime_reason": reason}
        row = {
            **handed.content,
            **sealed(handed.person, handed.token),
            **numbering(office.code, now_on),
            "tenant": office.code,
            "id": handed.id,
            "received_at": handed.received_at,
            "recorded_at": clock.now(),
            "deadline": json.dumps(deadline),
            "warnings": json.dumps(handed.warnings),
            "state": State.RECEIVED,
        }
        audit.record("request.taken_over", handed.id, offices=handed.offices, due_on=deadline["due_on"])
        numbered = outbox.publish_numbered(_told(handed, regime), models.NUMBER_KEEP_AND_TELL, row)
        ((number,),) = numbered.fetchall()
        session.add(_origin(handed))
        session.add_all(_acted(handed, one) for one in handed.added)
    return str(number)


def _origin(handed: Handed) -> Origin:
    return Origin(
        request_id=handed.id,
        offices=list(handed.offices),
        number=handed.first_number,
        received_at=handed.first_received_at,
    )


def _acted(handed: Handed, one: Written) -> Acted:
    sealed_words = runtime().sealer.seal(one.words, WORDS)
    return Acted(id=uuid4(), request_id=handed.id, act=one.act, at=one.at, words_sealed=sealed_words)


def _told(handed: Handed, regime: str) -> RequestTakenOver:
    return RequestTakenOver(
        request_id=handed.id,
        number=outbox.UNNUMBERED,
        channel=handed.content["channel"],
        applicant_kind=handed.content["applicant_kind"],
        category=handed.content["category"],
        received_at=handed.received_at,
        regime=regime,
        first_received_at=handed.first_received_at,
        offices=handed.offices,
    )
