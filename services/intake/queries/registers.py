"""Who stands in the registers, line by line: masked for everybody at the desk, opened on the record for a few."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID, uuid4
from zoneinfo import ZoneInfo

from sqlalchemy import ColumnElement, select

from chassis import audit
from chassis.db import transaction
from chassis.offices import this_office
from chassis.service import runtime
from services.intake.domain.applicant import Applicant
from services.intake.models import requests as models
from services.intake.models.objections import WORDS, Objection
from services.intake.models.requests import InformationRequest

MOST = 50_000  # lines of one answer


@dataclass(frozen=True, slots=True)
class Entry:
    """A line of a register: `id` is the request's, or the objection's in their register.

    Masked, it holds a shortened name and the subject; opened, all that the columns ask for.
    """

    id: UUID
    name: str
    subject: str
    obtain: str
    format: str
    attorney: str | None = None
    address: str | None = None
    contact: str | None = None
    occupation: str | None = None
    detail: str | None = None
    purpose: str | None = None


def requests(ids: Collection[UUID] | None, year: int | None, *, opened: bool) -> list[Entry]:
    """Return the lines of these requests, or of all that were received in a year on the office's calendar.

    Opening them is one entry in the audit record, with the number of rows.
    """
    kept = InformationRequest
    asked = select(kept).where(*_which(kept, ids, year)).order_by(kept.received_at, kept.id).limit(MOST)
    with transaction() as session:
        found = session.scalars(asked).all()
        if opened:
            _record("requests", len(found), year)
        return [_entry(one.id, one, None, opened=opened) for one in found]


def objections(ids: Collection[UUID] | None, year: int | None, *, opened: bool) -> list[Entry]:
    """Return the lines of these objections, or of all that were received in a year; recorded as those of requests."""
    its_request = (InformationRequest.tenant == Objection.tenant) & (InformationRequest.id == Objection.request_id)
    asked = select(Objection, InformationRequest).join(InformationRequest, its_request)
    asked = asked.where(*_which(Objection, ids, year)).order_by(Objection.received_at, Objection.id).limit(MOST)
    with transaction() as session:
        found = session.execute(asked).all()
        if opened:
            _record("objections", len(found), year)
        return [
            _entry(objection.id, request, _attorney(objection) if opened else None, opened=opened)
            for objection, request in found
        ]


def _which(
    kept: type[InformationRequest | Objection], ids: Collection[UUID] | None, year: int | None
) -> list[ColumnElement[bool]]:
    if year is None:
        return [kept.id.in_(ids or ())]
    zone = ZoneInfo(this_office().time_zone)
    first, last = (datetime(one, 1, 1, tzinfo=zone) for one in (year, year + 1))
    return [kept.received_at >= first, kept.received_at < last]


def _record(register: str, rows: int, year: int | None) -> None:
    act = "register.opened" if year is None else "register.exported"
    audit.record(act, uuid4(), register=register, rows=rows, year=year)


def _entry(entry_id: UUID, request: InformationRequest, attorney: str | None, *, opened: bool) -> Entry:
    applicant = Applicant.of(runtime().sealer.open(request.applicant_sealed, models.APPLICANT))
    shown = (request.subject, request.obtain, request.format)
    if not opened:
        return Entry(entry_id, applicant.shown, *shown)
    return Entry(
        entry_id,
        applicant.full_name,
        *shown,
        attorney=attorney or (applicant.attorney.name if applicant.attorney else None),
        address=applicant.address,
        contact=", ".join(filter(None, (applicant.phone, applicant.email))) or None,
        occupation=applicant.occupation,
        detail=request.detail,
        purpose=request.purpose,
    )


def _attorney(objection: Objection) -> str | None:
    mandate = runtime().sealer.open(objection.words_sealed, WORDS)["attorney"]
    return str(mandate["name"]) if mandate else None
