"""A request is passed on to another KPU office, or handed back: opened as the one, sealed anew as the other."""

from collections.abc import Sequence
from uuid import UUID, uuid5

from sqlalchemy.orm import Session

from chassis import audit, clock, outbox
from chassis.context import current
from chassis.db import transaction
from chassis.errors import Never
from chassis.offices import in_office, this_office
from chassis.service import runtime
from contracts.cases import CaseHandedBack, CasePassedOn, CaseTransferred
from contracts.requests import RequestTakenOver
from services.intake.commands import handing
from services.intake.commands.following import take_step
from services.intake.commands.handing import Handed, Origins
from services.intake.domain.states import GOING_ON, State
from services.intake.models import requests as models
from services.intake.models.requests import InformationRequest, Step
from services.intake.models.transfers import Destination
from services.intake.queries.requests import Written
from statute.regimes import Regime, inherit


def follow_transfer(event: CaseTransferred | CasePassedOn, version: int) -> None:
    """Give the receiver a request with a number of its own; its applicant keeps the link.

    Args:
        event: what the register tells. version: of the case after it.

    Raises:
        Never: there is no such request, or it cannot be passed on from where it stands.
    """
    at = event.transferred_at
    with transaction() as session:
        request = take_step(session, event.request_id, State.TRANSFERRED, version, at)
        if request is None:
            return
        handed = Handed(
            id=uuid5(request.id, "transfer"),  # the same when the message comes again
            content=handing.content(request),
            person=handing.person(request),
            token=runtime().sealer.open(request.token_sealed, models.TOKEN),
            warnings=request.warnings,
            added=handing.added(session, request),
            received_at=at,
            origins=_origins(session, request, event),
            state=_state_there(event),
            extension=handing.extension(session, request.id),
        )
        held = Regime(event.history.regime if event.history else request.deadline["regime"])
        number = in_office(event.receiver, lambda: _take_over(handed, request.id, held, event))
        session.add(Destination(request_id=request.id, office=event.receiver, number=number, received_at=at))
        audit.record("request.handed_over", request.id, receiver=event.receiver, number=number)


def follow_hand_back(event: CaseHandedBack, version: int) -> None:
    """Hand a request back with what its applicant added here; its link leads back.

    That the case there is open again its own register tells.

    Args:
        event: what the register tells. version: of the case after it.

    Raises:
        Never: there is no such request, or it cannot be handed back from where it stands.
    """
    at = event.handed_back_at
    with transaction() as session:
        request = take_step(session, event.request_id, State.TRANSFERRED, version, at)
        if request is None:
            return
        added, extension = handing.added(session, request), handing.extension(session, request.id)
        number = in_office(event.sender, lambda: _take_back(event.original, added, extension))
        session.add(Destination(request_id=request.id, office=event.sender, number=number, received_at=at))
        audit.record("request.handed_back", request.id, receiver=event.sender, number=number)


def _origins(session: Session, request: InformationRequest, event: CaseTransferred | CasePassedOn) -> Origins:
    before = handing.origins(session, request) or Origins((), request.number, request.received_at)
    passed = event.history.passed if event.history else (*before.offices, request.tenant)
    return Origins(passed, before.number, before.received_at)


def _state_there(event: CaseTransferred | CasePassedOn) -> State:
    """Where its applicant sees the request at the receiver, before the register there has it."""
    stood = State(event.history.stage) if event.history else State.RECEIVED
    return stood if stood in GOING_ON else State.RECEIVED


def _take_over(handed: Handed, original: UUID, held: Regime, event: CaseTransferred | CasePassedOn) -> str:
    """Receive a request as the office it is handed to; its number there."""
    office, first = this_office(), handed.origins
    assert first is not None
    first_zone = runtime().directory.by_code(first.offices[0]).time_zone
    first_on = clock.in_zone(first.received_at, first_zone).date()
    choice = inherit(held, handed.content["category"], first.offices[-1], office.code, first_on)
    told = RequestTakenOver(
        request_id=handed.id,
        number=outbox.UNNUMBERED,
        **handed.shown,
        received_at=handed.received_at,
        regime=choice.regime,
        first_received_at=first.received_at,
        offices=first.offices,
        taken_from=original,
        history=event.history,
    )
    return handing.keep(handed, choice, told, "request.taken_over", {"offices": first.offices})


def _take_back(original: UUID, added: Sequence[Written], extension: Step | None) -> str:
    """Keep what came to a request while another office had it, as the office that gets it back; its number here.

    Raises:
        Never: there is no such request.
    """
    with transaction() as session:
        request = session.get(InformationRequest, (current().tenant, original), with_for_update=True)
        if request is None:
            raise Never(f"this office has no request {original}")
        known = {(acted.act, acted.at) for acted in handing.added(session, request)}
        session.add_all(handing.acted(original, act) for act in added if (act.act, act.at) not in known)
        if extension is not None and handing.extension(session, original) is None:
            session.add(handing.told_elsewhere(original, extension))
        return request.number
