"""Which other offices have to do with a request: where it came from, where it was passed on to."""

from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy.orm import Session

from chassis import clock
from chassis.context import current
from chassis.offices import this_office
from chassis.service import runtime
from services.intake.domain import request as domain
from services.intake.models.requests import InformationRequest
from services.intake.models.transfers import Destination, Origin
from statute.regimes import Regime


@dataclass(frozen=True, slots=True)
class FirstReceipt:
    """When and where a request came first that another office passed on; the due days count strictly from then."""

    office: str
    number: str
    received_at: datetime
    due_on: date
    extended_due_on: date


@dataclass(frozen=True, slots=True)
class Moved:
    """The office that a request was passed on to, its number there, and where its applicant follows it from now on."""

    office: str
    number: str
    received_at: datetime
    tracking_url: str


def first_receipt(session: Session, request: InformationRequest) -> FirstReceipt | None:
    """Where a request was before; None for one that came here first."""
    origin = session.get(Origin, (request.tenant, request.id))
    if origin is None:
        return None
    zone = this_office().time_zone
    received_at = clock.in_zone(origin.received_at, zone)
    first = runtime().directory.by_code(origin.offices[0])
    first_on = clock.in_zone(origin.received_at, first.time_zone).date()
    strict = domain.clock(first_on, zone, Regime(request.deadline["regime"]))
    return FirstReceipt(
        office=first.name,
        number=origin.number,
        received_at=received_at,
        due_on=strict.due_on,
        extended_due_on=strict.extended_due_on,
    )


def moved_to(session: Session, request: InformationRequest, token: str) -> Moved | None:
    """Where a request went; None for one that is still here."""
    there = session.get(Destination, (request.tenant, request.id))
    if there is None:
        return None
    office, own = (runtime().directory.by_code(code) for code in (there.office, current().tenant))
    return Moved(
        office=office.name,
        number=there.number,
        received_at=clock.in_zone(there.received_at, own.time_zone),
        tracking_url=f"{runtime().settings.office_url(office.host)}/permohonan/{token}",
    )
