"""A request is passed on to the competent KPU office: opened as the one, sealed anew as the other, inside intake."""

from uuid import uuid5

from sqlalchemy.orm import Session

from chassis import audit, clock, outbox
from chassis.db import transaction
from chassis.offices import in_office, this_office
from chassis.service import runtime
from contracts.cases import CaseTransferred
from contracts.requests import RequestTakenOver
from services.intake.commands import handing
from services.intake.commands.following import take_step
from services.intake.commands.handing import Handed, Origins
from services.intake.domain.states import State
from services.intake.models import requests as models
from services.intake.models.requests import InformationRequest
from services.intake.models.transfers import Destination
from statute.regimes import settle


def follow_transfer(said: CaseTransferred, version: int) -> None:
    """The PPID passed a request on: the receiver gets it with a number of its own, its applicant keeps the link.

    Args:
        said: what the register tells. version: of the case after it.

    Raises:
        Never: there is no such request, or it cannot be passed on from where it stands.
    """
    at = said.transferred_at
    with transaction() as session:
        request = take_step(session, said.request_id, State.TRANSFERRED, version, at)
        if request is None:
            return
        origins = _origins(session, request)
        handed = Handed(
            id=uuid5(request.id, "transfer"),  # the same when the message comes again
            content=handing.content(request),
            person=handing.person(request),
            token=runtime().sealer.open(request.token_sealed, models.TOKEN),
            warnings=request.warnings,
            added=handing.added(session, request),
            received_at=at,
            origins=origins,
        )
        number = in_office(said.receiver, lambda: _take_over(handed, origins))
        session.add(Destination(request_id=request.id, office=said.receiver, number=number, received_at=at))
        audit.record("request.handed_over", request.id, receiver=said.receiver, number=number)


def _origins(session: Session, request: InformationRequest) -> Origins:
    before = handing.origins(session, request) or Origins((), request.number, request.received_at)
    return Origins((*before.offices, request.tenant), before.number, before.received_at)


def _take_over(handed: Handed, before: Origins) -> str:
    """Receive a request as the office it is handed to; its number there."""
    office = this_office()
    first_on = clock.in_zone(before.received_at, office.time_zone).date()
    choice = settle(None, handed.content["category"], office.code, first_on)
    told = RequestTakenOver(
        request_id=handed.id,
        number=outbox.UNNUMBERED,
        **handed.shown,
        received_at=handed.received_at,
        regime=choice.regime,
        first_received_at=before.received_at,
        offices=before.offices,
    )
    return handing.keep(handed, choice, told, "request.taken_over", {"offices": before.offices})
