"""What can be asked about claims: where they stand, for the desk with their values; and who it was at a moment."""

from dataclasses import dataclass, replace
from datetime import date, datetime
from uuid import UUID

from sqlalchemy import select

from chassis import audit
from chassis.context import current
from chassis.db import transaction
from chassis.errors import NotFound
from chassis.offices import today
from chassis.service import runtime
from services.intake.domain import claims as domain
from services.intake.domain.applicant import Applicant
from services.intake.domain.claims import Corrected, Kind, State, StillNeeded
from services.intake.domain.objections import OPEN as OPEN_OBJECTIONS
from services.intake.domain.states import State as RequestStatus
from services.intake.models import requests as models
from services.intake.models.claims import REASON, VALUES, DataClaim
from services.intake.models.requests import InformationRequest
from services.intake.queries import objections
from services.intake.queries.objections import Followed
from services.intake.queries.requests import tracked
from statute.personal_data import Refusal, refusals

MOST = 100  # claims of one answer


@dataclass(frozen=True, slots=True)
class Value:
    """What is to be corrected: what stood there, and what is to stand there."""

    field: str
    old: str | None
    new: str


@dataclass(frozen=True, slots=True)
class Answered:
    """A claim with the office's answer opened; `values` for the desk alone, None for whoever holds the link.

    `erase_after` and `obstacle` are what would follow, for the desk, while erasure waits for an answer: the last day on
    which who asked is still known, or why it cannot be granted yet.
    """

    claim: DataClaim
    refusal: Refusal | None
    reason: str | None
    values: list[Value] | None
    erase_after: date | None
    obstacle: str | None = None


@dataclass(frozen=True, slots=True)
class Waiting:
    """A claim that waits for an answer, and the number of its request."""

    claim: DataClaim
    number: str


def followed(token: str) -> list[Answered]:
    """Return the claims of a request, oldest first, as the holder of its token sees them: no value of the person's.

    Raises:
        NotFound: no request of this office has it.
    """
    return [_answered(claim, opened=False) for claim in _of(tracked(token).request.id)]


def opened(request_id: UUID) -> list[Answered]:
    """Return the claims of a request, oldest first, with old and new values; to read them leaves an audit entry.

    Raises:
        NotFound: this office has no such request.
    """
    with transaction() as session:
        request = session.get(InformationRequest, (current().tenant, request_id))
        if request is None:
            raise NotFound
        found = kept(request_id)
        if found:
            audit.record("request.claims_read", request_id)
        return [_with_outlook(one, request) for one in found]


def kept(request_id: UUID) -> list[Answered]:
    """Do the same for whoever writes the opening of the whole request down."""
    return [_answered(claim, opened=True) for claim in _of(request_id)]


def waiting() -> list[Waiting]:
    """Return the claims of the office that wait for an answer, at most 100, the most urgent first."""
    same = (InformationRequest.tenant == DataClaim.tenant) & (InformationRequest.id == DataClaim.request_id)
    asked = select(DataClaim, InformationRequest.number).join(InformationRequest, same)
    open_ones = asked.where(DataClaim.state == State.OPEN, InformationRequest.forgotten_at.is_(None))
    with transaction() as session:
        found = session.execute(open_ones.order_by(DataClaim.due_at).limit(MOST))
        return [Waiting(claim, number) for claim, number in found]


def erase_after(request: InformationRequest) -> date:
    """Return the last day on which who asked is still needed, were erasure granted now.

    Raises:
        StillNeeded: the request or an objection is under way.
    """
    filing_until = objections.occasion(request).term.due_on
    return domain.erase_after(
        RequestStatus(request.state), filing_until, [_last(one) for one in objections.of_request(request.id)], today()
    )


def _with_outlook(one: Answered, request: InformationRequest) -> Answered:
    if one.claim.kind != Kind.ERASURE or one.claim.state != State.OPEN:
        return one
    try:
        return replace(one, erase_after=erase_after(request))
    except StillNeeded as needed:
        return replace(one, obstacle=needed.detail)


def _last(one: Followed) -> date | None:
    """Until when an objection may be carried out or taken to dispute; None while it waits for its answer."""
    if one.objection.state in OPEN_OBJECTIONS and not one.silent:
        return None
    return max(filter(None, (one.silence_until, one.answer_until, one.objection.act_until)), default=None)


def applicant_at(request: InformationRequest, at: datetime) -> Applicant:
    """Who asked, as known at a moment: what was issued then goes on naming it so."""
    open_ = runtime().sealer.open
    applicant = Applicant.of(open_(request.applicant_sealed, models.APPLICANT))
    granted = [
        Corrected(one.decided_at, {name: old for name, (old, _) in open_(one.values_sealed, VALUES).items()})
        for one in _of(request.id)
        if one.state == State.GRANTED and one.values_sealed and one.decided_at
    ]
    return domain.as_of(applicant, granted, at)


def _of(request_id: UUID) -> list[DataClaim]:
    with transaction() as session:
        found = select(DataClaim).where(DataClaim.request_id == request_id).order_by(DataClaim.asked_at)
        return list(session.scalars(found))


def _answered(claim: DataClaim, *, opened: bool) -> Answered:
    open_ = runtime().sealer.open
    values = open_(claim.values_sealed, VALUES) if opened and claim.values_sealed else {}
    return Answered(
        claim=claim,
        refusal=refusals()[claim.ground] if claim.ground else None,
        reason=open_(claim.reason_sealed, REASON) if claim.reason_sealed else None,
        values=[Value(name, old, new) for name, (old, new) in values.items()] if opened else None,
        erase_after=claim.erase_after,
    )
