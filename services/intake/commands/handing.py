"""A request that is here already goes on under another number: at another office, or as one question of a whole."""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID, uuid4

from sqlalchemy import select
from sqlalchemy.orm import Session

from chassis import audit, clock, outbox
from chassis.db import transaction
from chassis.offices import this_office
from chassis.service import runtime
from contracts.event import Event
from services.intake.commands.submitting import explanation, numbering, sealed
from services.intake.domain.states import State
from services.intake.models import requests as models
from services.intake.models.acts import WORDS, Acted
from services.intake.models.requests import InformationRequest, Step
from services.intake.models.transfers import Origin
from services.intake.queries.requests import Written, written
from statute.calendar import national
from statute.deadlines import after_hours
from statute.regimes import Choice

_CONTENT = ("channel", "applicant_kind", "category", "subject", "detail", "purpose", "obtain", "format", "delivery")


@dataclass(frozen=True, slots=True)
class Origins:
    """The offices that a request was at before, the first one first, with its number and receipt there."""

    offices: tuple[str, ...]
    number: str
    received_at: datetime


@dataclass(frozen=True, slots=True)
class Handed:
    """A request on its way to another number: what is asked and, opened, who asks; never written anywhere.

    `added` is what the applicant wrote on the tracking page, to complete it or in answer to a question. `state` is
    where it goes on, `extension` the one that its applicant was told, if any.
    """

    id: UUID
    content: dict[str, Any]
    person: dict[str, Any]
    token: str
    warnings: list[dict[str, str]]
    added: list[Written]
    received_at: datetime
    origins: Origins | None
    state: State = State.RECEIVED
    extension: Step | None = None

    @property
    def shown(self) -> dict[str, str]:
        """What an event may say of it."""
        return {name: self.content[name] for name in ("channel", "applicant_kind", "category")}


def content(request: InformationRequest) -> dict[str, Any]:
    """Return what is asked, and how it is to be answered."""
    return {name: getattr(request, name) for name in _CONTENT}


def person(request: InformationRequest) -> dict[str, Any]:
    """Who asks, opened."""
    opened: dict[str, Any] = runtime().sealer.open(request.applicant_sealed, models.APPLICANT)
    return opened


def added(session: Session, request: InformationRequest) -> list[Written]:
    """Return what the applicant wrote on the tracking page."""
    return [one for one in written(session, request.id) if one.words]


def origins(session: Session, request: InformationRequest) -> Origins | None:
    """Where a request was before; None for one that came here first."""
    before = session.get(Origin, (request.tenant, request.id))
    return Origins(tuple(before.offices), before.number, before.received_at) if before else None


def keep(handed: Handed, regime: Choice, told: Event, act: str, facts: Mapping[str, Any]) -> str:
    """Keep and number a request that was handed on, as the office in force, sealed for it; twice changes nothing.

    Args:
        handed: the request. regime: by which it is counted. told: what is told of it, not numbered yet.
        act, facts: for the record.

    Returns:
        Its number.
    """
    office = this_office()
    with transaction() as session:
        kept = session.get(InformationRequest, (office.code, handed.id))
        if kept is not None:
            return kept.number
        from_next = after_hours(handed.received_at, office.time_zone, office.code, national())
        received_on, now_on = (clock.in_zone(at, office.time_zone).date() for at in (handed.received_at, clock.now()))
        deadline = {
            **explanation(received_on, office.time_zone, regime.regime, from_next),
            "regime_reason": regime.reason,
        }
        row = {
            **handed.content,
            **sealed(handed.person, handed.token),
            **numbering(office.code, now_on),
            "tenant": office.code,
            "id": handed.id,
            "received_at": handed.received_at,
            "recorded_at": clock.now(),
            "late_reason": None,
            "deadline": json.dumps(deadline),
            "warnings": json.dumps(handed.warnings),
            "state": handed.state,
            "identity_hash": None,  # the applicant did not hand it in here
        }
        audit.record(act, handed.id, **facts, due_on=deadline["due_on"])
        ((number,),) = outbox.publish_numbered(told, models.NUMBER_KEEP_AND_TELL, row).fetchall()
        session.add_all(_beside(handed))
    return str(number)


def extension(session: Session, request_id: UUID) -> Step | None:
    """Return the one extension of a request that its applicant was told, here or by an office that had it before."""
    told = select(Step).where(Step.request_id == request_id, Step.kind == State.EXTENDED)
    return session.scalar(told.order_by(Step.version).limit(1))


def told_elsewhere(request_id: UUID, extension: Step) -> Step:
    """Return an extension that another office told; it comes before all that the register here tells."""
    return Step(request_id=request_id, version=0, kind=extension.kind, at=extension.at, until=extension.until)


def acted(request_id: UUID, added: Written) -> Acted:
    """Return what the applicant added at another office, sealed for this one."""
    return Acted(
        id=uuid4(),
        request_id=request_id,
        act=added.act,
        at=added.at,
        words_sealed=runtime().sealer.seal(added.words, WORDS),
        way=added.way,
        recorded_at=added.recorded_at,
    )


def _beside(handed: Handed) -> Iterator[Origin | Acted | Step]:
    """Yield what is kept beside the request: what its applicant added and was told, where it was before."""
    yield from (acted(handed.id, added) for added in handed.added)
    if handed.extension is not None:
        yield told_elsewhere(handed.id, handed.extension)
    if first := handed.origins:
        yield Origin(
            request_id=handed.id, offices=list(first.offices), number=first.number, received_at=first.received_at
        )
