"""What can be asked about objections. Row-level security keeps every answer within the office in force."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from chassis import audit
from chassis.context import current
from chassis.db import transaction
from chassis.errors import NotFound
from chassis.offices import day_of, today
from chassis.service import runtime
from services.intake.domain import objections as domain
from services.intake.domain.objections import Occasion
from services.intake.domain.states import DECISIONS, State
from services.intake.models.objections import WORDS, Objection
from services.intake.models.requests import InformationRequest, Step
from services.intake.queries.transfers import first_receipt
from statute.calendar import national
from statute.disputes import filing_terms
from statute.regimes import Regime

RECEIVED = "delivery_received"  # the step that proves the receipt of the written notice


@dataclass(frozen=True, slots=True)
class Followed:
    """An objection as its applicant follows it, with the last days to dispute once that way is open (R-16).

    `silence_until` counts from a term to answer that passed in silence, `answer_until` from the answer.
    """

    objection: Objection
    silent: bool
    silence_until: date | None
    answer_until: date | None

    @property
    def dispute_until(self) -> date | None:
        """The day to be warned of: the earlier one."""
        return min(filter(None, (self.silence_until, self.answer_until)), default=None)


@dataclass(frozen=True, slots=True)
class Opened:
    """An objection with its words opened; making one leaves an audit entry."""

    objection: Objection
    words: dict[str, Any]


def occasion_of(session: Session, request: InformationRequest, today: date) -> Occasion:
    """Since when, and on which grounds, an objection to a request may be filed."""
    return domain.occasion(
        State(request.state),
        Regime(request.deadline["regime"]),
        _binding_on(session, request),
        _last_day(session, request, DECISIONS),
        today,
        _last_day(session, request, {RECEIVED}),
    )


def _binding_on(session: Session, request: InformationRequest) -> date:
    """Return the last day to answer: that of the extension once one was told (R-08), strictly from the
    first receipt.
    """
    due = "due_on" if _last_day(session, request, {State.EXTENDED}) is None else "extended_due_on"
    first = first_receipt(session, request)
    return getattr(first, due) if first else date.fromisoformat(request.deadline[due])


def _last_day(session: Session, request: InformationRequest, kinds: Collection[str]) -> date | None:
    """Return the office's day of the last step of these kinds that the register told."""
    found = select(Step.at).where(Step.request_id == request.id, Step.kind.in_(kinds))
    at = session.scalar(found.order_by(Step.version.desc()).limit(1))
    return day_of(at) if at else None


def occasion(request: InformationRequest) -> Occasion:
    """Return what the file says about an objection filed today."""
    with transaction() as session:
        return occasion_of(session, request, today())


def of_request(request_id: UUID) -> list[Followed]:
    """Return the objections to a request, oldest first, as its applicant follows them."""
    with transaction() as session:
        found = select(Objection).where(Objection.request_id == request_id).order_by(Objection.recorded_at)
        return [_followed(objection) for objection in session.scalars(found)]


def one_of_request(request_id: UUID, objection_id: UUID) -> Objection:
    """One objection to a request.

    Raises:
        NotFound: the request has no such objection.
    """
    with transaction() as session:
        objection = session.get(Objection, (current().tenant, objection_id))
    if objection is None or objection.request_id != request_id:
        raise NotFound
    return objection


def opened(objection_id: UUID) -> Opened:
    """Everything about one objection, what people wrote included, for the record.

    Raises:
        NotFound: this office has no such objection.
    """
    with transaction() as session:
        objection = session.get(Objection, (current().tenant, objection_id))
        if objection is None:
            raise NotFound
        audit.record("objection.opened", objection_id)
    return Opened(objection, runtime().sealer.open(objection.words_sealed, WORDS))


def _followed(objection: Objection) -> Followed:
    due_on = date.fromisoformat(objection.deadline["due_on"])
    if objection.state not in domain.OPEN:
        return Followed(objection, False, objection.silence_until, objection.dispute_until)
    term = filing_terms(due_on, today(), Regime(objection.regime), national()).after_silence
    return Followed(objection, term is not None, term.due_on if term else None, None)
