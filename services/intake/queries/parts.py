"""The questions that a request was split into, and the whole that one belongs to."""

from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from chassis.service import runtime
from services.intake.domain.states import State
from services.intake.models import requests as models
from services.intake.models.parts import Part
from services.intake.models.requests import InformationRequest


@dataclass(frozen=True, slots=True)
class Linked:
    """A request that is linked with another one; `tracking_url` is where the applicant of both follows it."""

    request: InformationRequest
    tracking_url: str


def parts(session: Session, whole: InformationRequest) -> list[Linked]:
    """Return the requests that this one was split into, in the order of its questions; none for most."""
    if whole.state != State.SPLIT:
        return []
    found = (
        select(InformationRequest)
        .join(Part, (Part.tenant == InformationRequest.tenant) & (Part.id == InformationRequest.id))
        .where(Part.request_id == whole.id)
        .order_by(Part.position)
    )
    return [_linked(one) for one in session.scalars(found)]


def part_of(session: Session, request: InformationRequest) -> Linked | None:
    """Return the request that this one was a question of; None for most."""
    part = session.get(Part, (request.tenant, request.id))
    return _linked(session.get_one(InformationRequest, (request.tenant, part.request_id))) if part else None


def _linked(request: InformationRequest) -> Linked:
    running = runtime()
    token: str = running.sealer.open(request.token_sealed, models.TOKEN)
    host = running.directory.by_code(request.tenant).host
    return Linked(request, f"{running.settings.office_url(host)}/permohonan/{token}")
