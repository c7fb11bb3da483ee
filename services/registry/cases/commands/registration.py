"""A request enters the register, and so do the files that are held for it."""

from dataclasses import asdict
from datetime import date, datetime
from typing import Any

from sqlalchemy.orm import Session

from chassis import audit, outbox
from chassis.context import current
from chassis.db import transaction
from chassis.errors import Never
from chassis.offices import day_of
from chassis.service import runtime
from contracts.documents import (
    DocumentBlackened,
    DocumentCleared,
    DocumentReplaced,
    DocumentStandingChanged,
    DocumentStored,
    DocumentSuspended,
)
from contracts.requests import (
    RequestPassedOn,
    RequestRegistered,
    RequestSplitOff,
    RequestSubmitted,
    RequestTakenOver,
)
from contracts.stages import Stage
from contracts.standing import FileStanding
from services.registry.cases.domain import terms
from services.registry.cases.domain.transfers import stage_there
from services.registry.cases.models.cases import Case, CaseDocument
from services.registry.cases.steps import lateness
from services.registry.cases.steps.dates import rescheduled
from statute.regimes import Choice, Regime, inherit, settle

_OF_WHOLE = ("registered_on", "complete_on", "complete_from", "first_received_at", "passed")
_TRAVELLING = ("registered_on", "complete_on", "complete_from", "repair_until", "regime_changed_on")


def register(said: RequestSubmitted, at: datetime) -> None:
    """Take a request into the register and start its clock (UU 14/2008 ps. 22(4) and (7)).

    It stands in the register from `at`, when it was numbered: completeness is checked from that day (R-04), however
    long the message was under way.
    """
    with transaction() as session:
        _enter(session, said, None, stage=Stage.VERIFYING, registered_on=day_of(at), passed=[])


def take_over(event: RequestTakenOver | RequestPassedOn) -> None:
    """Take a request that another office passed on into the register, as it stood there.

    It has two clocks: from the receipt by this office, and strictly from the first (ADR 12).
    """
    history = event.history
    kept: dict[str, Any] = {"stage": Stage.VERIFYING, "registered_on": day_of(event.received_at)}
    if history is not None:
        kept = {name: getattr(history, name) for name in _TRAVELLING} | {"stage": stage_there(Stage(history.stage))}
    if event.taken_from is not None:
        kept |= {"came_from": event.offices[-1], "came_as": event.taken_from}
    kept |= {"first_received_at": event.first_received_at, "passed": list(event.offices)}
    first_on = terms.day_in(event.first_received_at, runtime().directory.by_code(event.offices[0]).time_zone)
    with transaction() as session:
        case = _enter(session, event, first_on, **kept)
        session.flush()
        lateness.take_over(session, case, history.lateness if history else ())


def register_part(said: RequestSplitOff) -> None:
    """Take a question of a request that was split into the register: what ran for the whole runs on for it (ADR 16).

    Raises:
        Never: there is no such whole.
    """
    with transaction() as session:
        whole = session.get(Case, (current().tenant, said.part_of))
        if whole is None:
            raise Never(f"this office has no case {said.part_of}")
        kept = {name: getattr(whole, name) for name in _OF_WHOLE} | {"part_of": whole.id}
        kept["stage"] = Stage.PROCESSING if whole.complete_on else Stage.VERIFYING
        _enter(session, said, whole.first_received_on, **kept)
        session.flush()
        lateness.copy(session, whole.id, said.request_id)


def _enter(
    session: Session,
    said: RequestSubmitted | RequestTakenOver | RequestPassedOn | RequestSplitOff,
    first_on: date | None,
    **kept: Any,
) -> Case:
    """Enter a case; `first_on` is the day of its first receipt, where another office had it before."""
    tenant = current().tenant
    office = runtime().directory.by_code(tenant)
    on = first_on or terms.day_in(said.received_at, office.time_zone)
    regime, reason = _regime(said, on)
    from_next = terms.from_next(said.received_at, office.time_zone, tenant)
    deadline = terms.clock(said.received_at, office.time_zone, regime, from_next=from_next)
    dates = terms.dates(said.received_at, first_on, office.time_zone, regime, from_next, kept.get("complete_from"))
    case = Case(
        id=said.request_id,
        number=said.number,
        channel=said.channel,
        applicant_kind=said.applicant_kind,
        category=said.category,
        received_at=said.received_at,
        regime=regime,
        regime_reason=reason,
        **asdict(dates),
        first_received_on=first_on,
        version=1,
        **kept,
    )
    session.add(case)
    audit.record(
        "case.registered", case.id, regime=regime, reason=reason, due_on=deadline.due_on, basis=deadline.basis,
        strict_due_on=dates.strict_due_on, passed=case.passed, part_of=case.part_of,
    )  # fmt: skip
    outbox.publish(_registered(case), version=case.version)
    if case.completeness_due_on:  # it was repaired before, elsewhere or within its whole
        case.version += 1
        outbox.publish(rescheduled(case, "completeness"), version=case.version)
    return case


def _regime(event: RequestSubmitted | RequestTakenOver | RequestPassedOn | RequestSplitOff, on: date) -> Choice:
    """By which regime it is counted; what the office before was under goes along."""
    if isinstance(event, RequestTakenOver | RequestPassedOn):
        return inherit(Regime(event.regime), event.category, event.offices[-1], current().tenant, on)
    return settle(Regime(event.regime) if event.regime else None, event.category, current().tenant, on)


def _registered(case: Case) -> RequestRegistered:
    return RequestRegistered(
        request_id=case.id,
        number=case.number,
        regime=case.regime,
        due_on=case.due_on,
        extended_due_on=case.extended_due_on,
    )


def hold_document(said: DocumentStored) -> None:
    """Note that the office now holds a file for a case."""
    with transaction() as session:
        session.add(
            CaseDocument(
                id=said.document_id,
                case_id=said.request_id,
                purpose=said.purpose,
                media_type=said.media_type,
                sha256=said.sha256,
                size=said.size,
            )
        )


def note_standing(event: DocumentStandingChanged) -> None:
    """Note where a file stands, and what is given of it once it may be.

    Raises:
        NoResultFound: the register has not heard of the file yet; the message waits.
    """
    with transaction() as session:
        document = session.get_one(CaseDocument, (current().tenant, event.document_id))
        document.standing = event.standing
        if event.sha256 and event.media_type and event.size is not None:
            document.sha256, document.media_type, document.size = event.sha256, event.media_type, event.size
            document.blackened = list(event.grounds)


def note_blackening(event: DocumentBlackened) -> None:
    """Note on which grounds something is redacted in a file, as it was told before `document.standing_changed`.

    Raises:
        NoResultFound: see `note_standing`.
    """
    with transaction() as session:
        session.get_one(CaseDocument, (current().tenant, event.document_id)).blackened = list(event.grounds)


def note_former(event: DocumentCleared | DocumentReplaced | DocumentSuspended) -> None:
    """Note where a file stands, as it was told before `document.standing_changed`.

    Raises:
        NoResultFound: see `note_standing`.
    """
    with transaction() as session:
        document = session.get_one(CaseDocument, (current().tenant, event.document_id))
        document.standing = FORMER[type(event)]


FORMER = {
    DocumentCleared: FileStanding.READY,
    DocumentReplaced: FileStanding.REPLACED,
    DocumentSuspended: FileStanding.TO_JUDGE,
}
