"""What the register tells about a request is followed, so that its applicant sees it."""

from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from chassis.db import transaction
from chassis.errors import Never
from chassis.offices import this_office
from contracts.cases import CaseAdvanced, CaseReopened, CaseRescheduled, DatesMoved, LetterDelivered, NoticeDelivered
from contracts.requests import RequestDecided, RequestRegistered
from services.intake.commands.likening import liken
from services.intake.commands.submitting import explanation
from services.intake.domain.states import GOING_ON, STAYING, follow
from services.intake.models.requests import InformationRequest, Step
from services.intake.models.transfers import Destination
from statute.calendar import long_date, national
from statute.deadlines import after_hours
from statute.regimes import Regime


def follow_registration(said: RequestRegistered, version: int, at: datetime) -> None:
    """Take over the dates of the register, which took the request over.

    Args:
        said: what the register tells. version: of the case after it. at: when it became true.

    Raises:
        Never: there is no such request, or it cannot be registered from where it stands.
    """
    with transaction() as session:
        request = _note(session, said.request_id, "registered", version, at)
        if request is not None:
            if request.state not in GOING_ON:  # where it stood at another office it stands here
                request.state = follow(request.state, "registered")
            request.deadline = _as_registered(request, said)
            liken(request)  # here, where nobody waits for a number


def follow_decision(said: RequestDecided, version: int) -> None:
    """Show the applicant the outcome of the written notice, and let the released documents be fetched.

    Args:
        said: what the register tells. version: of the case after it.

    Raises:
        Never: there is no such request, or it cannot be decided so from where it stands.
    """
    with transaction() as session:
        request = take_step(session, said.request_id, said.outcome, version, said.decided_at)
        if request is not None:
            request.documents = list(said.documents)


def follow_progress(said: CaseAdvanced, version: int) -> None:
    """Follow the register, which moved the case on between receipt and decision.

    Args:
        said: what the register tells. version: of the case after it.

    Raises:
        Never: there is no such request, or it cannot follow from where it stands.
    """
    with transaction() as session:
        fact = said.act if said.act in STAYING else said.stage
        take_step(session, said.request_id, fact, version, said.advanced_at, said.until)


def follow_new_dates(said: CaseRescheduled | DatesMoved, version: int) -> None:
    """Show the applicant the dates that the register counted anew, with every day explained.

    Args:
        said: what the register tells. version: of the case after it.

    Raises:
        Never: there is no such request.
    """
    with transaction() as session:
        request = _note(session, said.request_id, "rescheduled", version, said.rescheduled_at)
        if request is not None:
            request.deadline = _as_registered(request, said)


def follow_reopening(event: CaseReopened, version: int) -> None:
    """Let a request that was handed back go on here, where it stood there.

    Args:
        event: what the register tells. version: of the case after it.

    Raises:
        Never: there is no such request, or it was not passed on.
    """
    with transaction() as session:
        request = _note(session, event.request_id, "reopened", version, event.reopened_at, event.binding_on)
        if request is not None:
            request.state = follow(request.state, event.stage)
            request.deadline = _as_registered(request, event)
            session.execute(delete(Destination).where(Destination.request_id == request.id))


def follow_delivery(said: NoticeDelivered, version: int) -> None:
    """Count the applicant's time to object from the proven receipt of the written notice (R-13).

    Args:
        said: what the register tells. version: of the case after it.

    Raises:
        Never: there is no such request.
    """
    with transaction() as session:
        _note(session, said.request_id, f"delivery_{said.step}", version, said.at)


def follow_letter(said: LetterDelivered, version: int) -> None:
    """Count the term to repair from the proven receipt of a letter before the decision (R-06).

    Raises:
        Never: there is no such request.
    """
    with transaction() as session:
        _note(session, said.request_id, f"letter_{said.step}", version, said.at, said.until)


def take_step(
    session: Session, request_id: UUID, fact: str, version: int, at: datetime, until: date | None = None
) -> InformationRequest | None:
    """Move a request on by one fact of the register; None when that version was followed already."""
    request = _note(session, request_id, fact, version, at, until)
    if request is not None:
        request.state = follow(request.state, fact)
    return request


def _note(
    session: Session, request_id: UUID, kind: str, version: int, at: datetime, until: date | None = None
) -> InformationRequest | None:
    """Put a fact of the register before the applicant; None when that version of the case was followed already."""
    request = session.scalar(select(InformationRequest).where(InformationRequest.id == request_id).with_for_update())
    if request is None:
        raise Never(f"this office has no request {request_id}")
    if version <= request.case_version:
        return None
    request.case_version = version
    session.add(Step(request_id=request.id, version=version, kind=kind, at=at, until=until))
    return request


def _as_registered(
    request: InformationRequest, said: RequestRegistered | CaseRescheduled | DatesMoved | CaseReopened
) -> dict[str, Any]:
    """Return the kept explanation, unless the register counts otherwise: then its dates, with the days counted anew."""
    counted = {"regime": said.regime, "due_on": str(said.due_on), "extended_due_on": str(said.extended_due_on)}
    kept = request.deadline
    if counted.items() <= kept.items():
        return kept
    zone = this_office().time_zone
    from_next = after_hours(request.received_at, zone, request.tenant, national())
    received_on, regime = date.fromisoformat(kept["received_on"]), Regime(said.regime)
    strict = explanation(received_on, zone, regime, from_next)
    complete_from = None if isinstance(said, RequestRegistered) else said.complete_from
    if complete_from is None:
        return {**strict, **counted, "regime_reason": "Rezim dan tanggal menurut register permohonan."}
    reason = (
        f"Dihitung sejak permohonan dilengkapi, {long_date(complete_from)}. Dari hari penerimaan, batasnya "
        f"{long_date(date.fromisoformat(strict['due_on']))}."
    )
    anew = explanation(received_on, zone, regime, from_next, complete_from)
    return {**anew, **counted, "regime_reason": reason}
