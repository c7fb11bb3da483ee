"""A request enters the register, and so do the files that are held for it."""

from collections.abc import Sequence
from dataclasses import asdict
from datetime import datetime
from typing import Any

from sqlalchemy.orm import Session

from chassis import audit, outbox
from chassis.context import current
from chassis.db import transaction
from chassis.errors import Never
from chassis.offices import this_office
from chassis.service import runtime
from contracts.documents import (
    DocumentBlackened,
    DocumentCleared,
    DocumentReplaced,
    DocumentStored,
    DocumentSuspended,
)
from contracts.requests import RequestRegistered, RequestSplitOff, RequestSubmitted, RequestTakenOver
from services.registry.commands import lateness
from services.registry.domain import terms
from services.registry.domain.cases import Stage
from services.registry.models.cases import Case, CaseDocument
from statute.regimes import Regime, settle


def register(said: RequestSubmitted | RequestTakenOver, at: datetime) -> None:
    """Take a request into the register and start its clock (UU 14/2008 ps. 22(4) and (7)).

    It stands in the register from `at`, when it was numbered or passed on: completeness is checked from that day
    (R-04), however long the message was under way. One that another office passed on has two clocks: from the receipt
    by this office, and strictly from the first (ADR 12).
    """
    first, passed = (said.first_received_at, said.offices) if isinstance(said, RequestTakenOver) else (None, ())
    zone = this_office().time_zone
    with transaction() as session:
        _enter(session, said, first, passed, stage=Stage.VERIFYING, registered_on=terms.day_in(at, zone))


def register_part(said: RequestSplitOff) -> None:
    """Take a question of a request that was split into the register: what ran for the whole runs on for it (ADR 16).

    Raises:
        Never: there is no such whole.
    """
    with transaction() as session:
        whole = session.get(Case, (current().tenant, said.part_of))
        if whole is None:
            raise Never(f"this office has no case {said.part_of}")
        stage = Stage.PROCESSING if whole.complete_on else Stage.VERIFYING
        kept = {"registered_on": whole.registered_on, "complete_on": whole.complete_on, "part_of": whole.id}
        _enter(session, said, whole.first_received_at, whole.passed, stage=stage, **kept)
        session.flush()
        lateness.copy(session, whole.id, said.request_id)


def _enter(
    session: Session,
    said: RequestSubmitted | RequestTakenOver | RequestSplitOff,
    first: datetime | None,
    passed: Sequence[str],
    **kept: Any,
) -> None:
    """Enter a case; `first` and `passed` are the first receipt and the offices that had it before, if any."""
    tenant = current().tenant
    office = runtime().directory.by_code(tenant)
    on = terms.day_in(first or said.received_at, office.time_zone)
    regime, reason = settle(Regime(said.regime) if said.regime else None, said.category, tenant, on)
    from_next = terms.from_next(said.received_at, office.time_zone, tenant)
    deadline = terms.clock(said.received_at, office.time_zone, regime, from_next=from_next)
    dates = terms.dates(said.received_at, first, office.time_zone, regime, from_next)
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
        first_received_at=first,
        passed=list(passed),
        version=1,
        **kept,
    )
    session.add(case)
    audit.record(
        "case.registered", case.id, regime=regime, reason=reason, due_on=deadline.due_on, basis=deadline.basis,
        strict_due_on=dates.strict_due_on, passed=passed, part_of=case.part_of,
    )  # fmt: skip
    outbox.publish(_registered(case), version=case.version)


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


def clear_document(said: DocumentCleared) -> None:
    """Note that a file may be given: the release gate passed the very bytes that the register knows of.

    Raises:
        NoResultFound: the register has not heard of the file yet; the message waits.
    """
    with transaction() as session:
        document = session.get_one(CaseDocument, (current().tenant, said.document_id))
        document.cleared, document.replaced, document.suspended = document.sha256 == said.sha256, False, False


def note_blackening(said: DocumentBlackened) -> None:
    """Note on which grounds something is blackened in a file; it is told before the file may be given.

    Raises:
        NoResultFound: the register has not heard of the file yet; the message waits.
    """
    with transaction() as session:
        session.get_one(CaseDocument, (current().tenant, said.document_id)).blackened = list(said.grounds)


def replace_document(said: DocumentReplaced) -> None:
    """Note that a file may not be given any more, since a blackened copy takes its place.

    Raises:
        NoResultFound: the register has not heard of the file yet; the message waits.
    """
    with transaction() as session:
        document = session.get_one(CaseDocument, (current().tenant, said.document_id))
        document.cleared, document.replaced = False, True


def suspend_document(said: DocumentSuspended) -> None:
    """Note that a file may not be given for now: a finding is judged anew.

    Raises:
        NoResultFound: the register has not heard of the file yet; the message waits.
    """
    with transaction() as session:
        document = session.get_one(CaseDocument, (current().tenant, said.document_id))
        document.cleared, document.suspended = False, True
