"""What can be asked at the front desk. Row-level security keeps every answer within the office in force."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import ColumnElement, func, or_, select
from sqlalchemy.orm import Session

from chassis import audit, clock
from chassis.context import current
from chassis.db import transaction
from chassis.errors import Fault, NotFound
from chassis.offices import this_office
from chassis.service import runtime
from services.intake.domain.applicant import Applicant
from services.intake.domain.request import CROWD_WITHIN, LONGEST_LIST, crowd, looks_like_token, token_hash
from services.intake.models import requests as models
from services.intake.models.acts import WORDS, Acted
from services.intake.models.requests import InformationRequest, Step
from services.intake.queries import parts, proofs, transfers
from services.intake.queries.parts import Linked
from services.intake.queries.transfers import FirstReceipt, Moved


@dataclass(frozen=True, slots=True)
class Written:
    """What the applicant did, with the words opened; `way` is how it came where an officer wrote it down."""

    act: str
    at: datetime
    words: str | None
    way: str | None
    recorded_at: datetime


@dataclass(frozen=True, slots=True)
class Opened:
    """A request with its personal data opened; making one leaves an audit entry."""

    request: InformationRequest
    applicant: Applicant
    token: str
    steps: list[Step]
    acts: list[Written]
    first_receipt: FirstReceipt | None
    moved_to: Moved | None
    parts: list[Linked]
    part_of: Linked | None
    crowd: tuple[Fault, ...]


@dataclass(frozen=True, slots=True)
class Line:
    """A request as a line of a list: `applicant` is masked; `papers` are the kinds that go with it."""

    request: InformationRequest
    applicant: str
    papers: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Tracked:
    """A request as the holder of its token sees it: the words of the request, nothing about the person.

    `papers` are the kinds that its applicant is to show.
    """

    request: InformationRequest
    papers: tuple[str, ...]
    steps: list[Step]
    acted: list[Acted]
    first_receipt: FirstReceipt | None
    moved_to: Moved | None
    parts: list[Linked]
    part_of: Linked | None


def opened(request_id: UUID, act: str) -> Opened:
    """Everything about one request, personal data included, for the record under an act.

    Raises:
        NotFound: this office has no such request.
    """
    with transaction() as session:
        request = session.get(InformationRequest, (current().tenant, request_id))
        if request is None:
            raise NotFound
        audit.record(act, request_id)
        token: str = runtime().sealer.open(request.token_sealed, models.TOKEN)
        return Opened(
            request=request,
            applicant=_applicant(request),
            token=token,
            steps=_steps(session, request),
            acts=written(session, request_id),
            first_receipt=transfers.first_receipt(session, request),
            moved_to=transfers.moved_to(session, request, token),
            parts=parts.parts(session, request),
            part_of=parts.part_of(session, request),
            crowd=_crowd(session, request),
        )


def lines(ids: Collection[UUID] | None, words: str | None) -> list[Line]:
    """Return requests by id, or by words of subject or number; the newest first, at most 100."""
    wanted = [] if ids is None else [InformationRequest.id.in_(ids)]
    return _lines(*wanted, *([_matches(words)] if words else []))


def of_person(nik: str) -> list[Line]:
    """Return requests by a whole NIK, the newest first, at most 100. Who looks a citizen up leaves a trace."""
    with transaction():
        audit.record("request.searched_by_nik", UUID(bytes=_nik_hash(nik)[:16]))
        return _lines(InformationRequest.nik_hash == _nik_hash(nik))


def _lines(*wanted: ColumnElement[bool]) -> list[Line]:
    newest = select(InformationRequest).order_by(InformationRequest.recorded_at.desc(), InformationRequest.id)
    with transaction() as session:
        requests = session.scalars(newest.where(*wanted).limit(LONGEST_LIST)).all()
    people = ((request, _applicant(request)) for request in requests)
    return [Line(request, person.shown, proofs.wanted_at_once(request, person)) for request, person in people]


def tracked(token: str) -> Tracked:
    """Return the request that a tracking token belongs to.

    Raises:
        NotFound: no request of this office has it.
    """
    if not looks_like_token(token):
        raise NotFound
    with transaction() as session:
        # Looked up by its hash: how long the search takes says nothing about the token.
        request = session.scalar(select(InformationRequest).where(InformationRequest.token_hash == token_hash(token)))
        if request is None:
            raise NotFound
        return Tracked(
            request=request,
            papers=proofs.wanted_for(request, _applicant(request)),
            steps=_steps(session, request),
            acted=_acted(session, request.id),
            first_receipt=transfers.first_receipt(session, request),
            moved_to=transfers.moved_to(session, request, token),
            parts=parts.parts(session, request),
            part_of=parts.part_of(session, request),
        )


def _crowd(session: Session, request: InformationRequest) -> tuple[Fault, ...]:
    """Return what is told of how many requests this one's applicant handed in lately."""
    if request.identity_hash is None:
        return ()
    of_applicant = InformationRequest.identity_hash == request.identity_hash
    lately = InformationRequest.recorded_at > clock.now() - CROWD_WITHIN
    return crowd(session.scalar(select(func.count()).where(of_applicant, lately)) or 0)


def tracking_url(token: str) -> str:
    """Return the page on which the holder of a token follows the request."""
    return f"{runtime().settings.office_url(this_office().host)}/permohonan/{token}"


def receipt_url(token: str) -> str:
    """Where the holder of a token gets the receipt."""
    return f"{runtime().settings.office_url(this_office().host)}/api/intake/v1/tracking/{token}/receipt.pdf"


def _applicant(request: InformationRequest) -> Applicant:
    return Applicant.of(runtime().sealer.open(request.applicant_sealed, models.APPLICANT))


def _steps(session: Session, request: InformationRequest) -> list[Step]:
    return list(session.scalars(select(Step).where(Step.request_id == request.id).order_by(Step.version)))


def _acted(session: Session, request_id: UUID) -> list[Acted]:
    return list(session.scalars(select(Acted).where(Acted.request_id == request_id).order_by(Acted.at)))


def written(session: Session, request_id: UUID) -> list[Written]:
    """Return what the applicant did with a request on the tracking page, oldest first, the words opened."""
    sealer = runtime().sealer
    return [
        Written(
            one.act,
            one.at,
            sealer.open(one.words_sealed, WORDS) if one.words_sealed else None,
            one.way,
            one.recorded_at,
        )
        for one in _acted(session, request_id)
    ]


def _matches(words: str) -> ColumnElement[bool]:
    return or_(
        InformationRequest.subject.icontains(words, autoescape=True),
        InformationRequest.number.icontains(words, autoescape=True),
    )


def _nik_hash(nik: str) -> bytes:
    return runtime().sealer.fingerprint(nik, models.NIK)
