"""What can be asked of the register of objections. Row-level security keeps every answer within the office in force."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Select, func, select
from sqlalchemy.orm import Session

from chassis.context import current
from chassis.db import rows, transaction
from chassis.errors import NotFound
from chassis.offices import day_of, this_office, today
from services.registry.cases.domain import terms
from services.registry.cases.domain.lateness import Late
from services.registry.cases.domain.terms import calendar
from services.registry.cases.models.cases import Case
from services.registry.cases.queries import lateness
from services.registry.deliveries import queries as delivery_queries
from services.registry.deliveries.models import Arrival
from services.registry.deliveries.queries import of_reply, received
from services.registry.letters.models import Notice
from services.registry.objections import domain
from services.registry.objections.domain import OPEN, ORDERED, WAITING
from services.registry.objections.models import ObjectionFile, Reply
from statute.deadlines import Term
from statute.disputes import FilingTerms
from statute.regimes import Regime

TABS = ("open", "late", "ordered", "answered")
_HISTORY = "select at, actor, act, facts from audit_entry where subject = %(subject)s order by id"


@dataclass(frozen=True, slots=True)
class Summary:
    """An objection as a line of the list. `working_days_left` is negative once the due day is past.

    `lateness` is there once the Atasan PPID answered after his day, and stays.
    """

    objection: ObjectionFile
    working_days_left: int
    late: bool
    lateness: list[Late]


@dataclass(frozen=True, slots=True)
class Page:
    """One page of the list with the size of every tab."""

    items: list[Summary]
    total: int
    counts: dict[str, int]


@dataclass(frozen=True, slots=True)
class File:
    """An objection with all that stands in its file; `signer` signed the decision that it is about.

    `dispute` is the time to go to the Information Commission, by each reading of what opened that way (R-16).
    """

    summary: Summary
    case: Case
    signer: str | None
    answering: Term
    filing: Term
    dispute: FilingTerms
    reply: Reply | None
    proofs: list[Arrival]
    history: list[dict[str, Any]]


def board(tab: str, page: int, size: int) -> Page:
    """One page of a tab: open ones by due day, those with an order by its day, answered ones newest first."""
    on = today()
    order = {"ordered": ObjectionFile.act_until, "answered": ObjectionFile.received_at.desc()}
    with transaction() as session:
        counts = {name: session.scalar(_count(_tab(name, on))) or 0 for name in TABS}
        asked = _tab(tab, on).order_by(order.get(tab, ObjectionFile.due_on), ObjectionFile.id)
        found = session.scalars(asked.limit(size).offset((page - 1) * size))
        items = _summaries(session, found.all(), on)
    return Page(items, counts[tab], counts)


def of_case(case_id: UUID) -> list[Summary]:
    """Return the objections to a request, oldest first."""
    with transaction() as session:
        found = select(ObjectionFile).where(ObjectionFile.request_id == case_id).order_by(ObjectionFile.received_at)
        return _summaries(session, session.scalars(found).all(), today())


def file(objection_id: UUID) -> File:
    """Everything about one objection.

    Raises:
        NotFound: this office has no such objection.
    """
    with transaction() as session:
        objection = _one(objection_id)
        case = session.get_one(Case, (current().tenant, objection.request_id))
        notice = session.get(Notice, (current().tenant, objection.request_id))
        reply = session.get(Reply, (current().tenant, objection_id))
        (summary,) = _summaries(session, [objection], today())
        proofs = of_reply(session, objection_id)
        history = rows(_HISTORY, {"subject": str(objection_id)})
    regime = Regime(objection.regime)
    return File(
        summary=summary,
        case=case,
        signer=notice.signed_by if notice else None,
        answering=answer_term(objection.received_at, regime),
        filing=domain.filing(objection.found_on, regime),
        dispute=dispute_terms(objection, reply, proofs, today()),
        reply=reply,
        proofs=proofs,
        history=history,
    )


def reply(objection_id: UUID) -> tuple[ObjectionFile, Reply]:
    """Return the written answer to an objection.

    Raises:
        NotFound: this office has no such objection, or it is not answered yet.
    """
    with transaction() as session:
        objection = _one(objection_id)
        issued = session.get(Reply, (current().tenant, objection_id))
    if issued is None:
        raise NotFound
    return objection, issued


def _one(objection_id: UUID) -> ObjectionFile:
    with transaction() as session:
        objection = session.get(ObjectionFile, (current().tenant, objection_id))
    if objection is None:
        raise NotFound
    return objection


def _tab(tab: str, on: date) -> Select[ObjectionFile]:
    found = select(ObjectionFile)
    match tab:
        case "open":
            return found.where(ObjectionFile.stage.in_(OPEN))
        case "late":
            return found.where(ObjectionFile.stage.in_(OPEN), ObjectionFile.due_on < on)
        case "ordered":
            return found.where(ObjectionFile.stage.in_(ORDERED))
    return found.where(ObjectionFile.stage.not_in(OPEN | ORDERED))


def _count(found: Select[ObjectionFile]) -> Select[int]:
    return select(func.count()).select_from(found.subquery())


def _summaries(session: Session, objections: Sequence[ObjectionFile], on: date) -> list[Summary]:
    late = lateness.of_objections(session, [objection.id for objection in objections])
    return [_summary(objection, on, late[objection.id]) for objection in objections]


def _summary(objection: ObjectionFile, on: date, late: list[Late]) -> Summary:
    due_on, waits = objection.waits_until, objection.stage in WAITING
    return Summary(objection, calendar().working_days_between(on, due_on), waits and on > due_on, late)


def answer_term(received_at: datetime, regime: Regime) -> Term:
    """Return the time that the office in force has to answer an objection, after hours counted as its decree says."""
    from_next = terms.from_next(received_at, this_office().time_zone, current().tenant)
    return domain.answering(day_of(received_at), regime, from_next)


def dispute_terms(objection: ObjectionFile, reply: Reply | None, proofs: Sequence[Arrival], on: date) -> FilingTerms:
    """Return the time to go to the Information Commission as it stands on a day, by what is proved about the answer."""
    arrived_at = received(proofs)
    return domain.disputing(
        objection.due_on,
        on,
        Regime(objection.regime),
        answered_on=day_of(reply.answered_at) if reply else None,
        received_on=day_of(arrived_at) if arrived_at else None,
    )


def occasion(session: Session, case: Case, received_on: date) -> tuple[date, bool]:
    """Since when there was ground for an objection received on a day, and whether it is to a decision (R-13).

    The ground of one to a decision is found when the notice is received, as far as that is proved.
    """
    notice = session.get(Notice, (current().tenant, case.id))
    if notice is None or day_of(notice.decided_at) > received_on:
        return case.binding_on, False
    return day_of(delivery_queries.of_case(session, case.id).received_at or notice.decided_at), True
