"""A decree on days off or on receipt changed, or a receipt was proved: count the dates of objections anew.

The last day to object or to dispute that an applicant was told only moves on with a decree: it takes nothing from
anybody who relied on it. A proof of receipt sets it.
"""

from collections.abc import Mapping
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, select
from sqlalchemy.orm import Session

from chassis import audit, clock, outbox
from chassis.context import current
from chassis.db import transaction
from chassis.offices import day_of, today
from contracts.objections import ObjectionRecounted, ObjectionRescheduled
from services.registry.cases.commands.recount import AT_ONCE, Moved
from services.registry.cases.models.cases import Case
from services.registry.deliveries.queries import of_reply
from services.registry.objections import domain
from services.registry.objections.domain import OPEN
from services.registry.objections.models import ObjectionFile, Reply
from services.registry.objections.queries import answer_term, dispute_terms, occasion
from statute.regimes import Regime


def preview() -> Moved:
    """Say how many objections of the office in force would move; nothing changes."""
    with transaction() as session:
        objections = session.scalars(select(ObjectionFile).where(_is_running())).all()
        return Moved(len(objections), sum(bool(_changes(one, _anew(session, one))) for one in objections))


def recompute() -> Moved:
    """Count the objections of the office in force anew, some in each commit; each that moves is recorded and told.

    Run again it moves nothing.
    """
    with transaction() as session:
        ids = session.scalars(select(ObjectionFile.id).where(_is_running()).order_by(ObjectionFile.id)).all()
    moved = 0
    for start in range(0, len(ids), AT_ONCE):
        with transaction() as session:
            moved += sum(_move(session, one) for one in ids[start : start + AT_ONCE])
    return Moved(len(ids), moved)


def recount_filing(session: Session, case: Case) -> None:
    """Count anew since when there was ground for the objections to a case: the receipt of its notice was proved."""
    objections = select(ObjectionFile).where(ObjectionFile.request_id == case.id).order_by(ObjectionFile.received_at)
    for objection in session.scalars(objections.with_for_update()):
        _record(objection, _changes(objection, _filing(session, objection, case)))


def _is_running() -> ColumnElement[bool]:
    """Return an objection that waits for its answer, or one that may still be taken to dispute."""
    return ObjectionFile.stage.in_(OPEN) | (ObjectionFile.dispute_until >= today())


def _move(session: Session, objection_id: UUID) -> bool:
    """Move one objection that stands on other days; whether it did."""
    objection = session.scalars(select(ObjectionFile).where(ObjectionFile.id == objection_id).with_for_update()).one()
    changes = _changes(objection, _anew(session, objection))
    _record(objection, changes)
    return bool(changes)


def _anew(session: Session, objection: ObjectionFile) -> dict[str, Any]:
    """Return the dates of an objection by the calendar of today."""
    if objection.stage in OPEN:
        case = session.get_one(Case, (current().tenant, objection.request_id))
        due_on = answer_term(objection.received_at, Regime(objection.regime)).due_on
        return {"due_on": due_on} | _filing(session, objection, case, objection.filing_until)
    reply = session.get_one(Reply, (current().tenant, objection.id))
    terms = dispute_terms(objection, reply, of_reply(session, objection.id), today())
    return {
        name: max(filter(None, (day, getattr(objection, name))), default=None)
        for name, day in domain.last_days(terms).items()
    }


def _filing(session: Session, objection: ObjectionFile, case: Case, told: date = date.min) -> dict[str, Any]:
    received_on = day_of(objection.received_at)
    found_on, decided = occasion(session, case, received_on)
    until = max(domain.filing(found_on, Regime(objection.regime)).due_on, told)
    timeliness = domain.timeliness(received_on, found_on, until, decided=decided)
    return {"found_on": found_on, "filing_until": until, "timeliness": timeliness}


def _changes(objection: ObjectionFile, dates: Mapping[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in dates.items() if getattr(objection, name) != value}


def _record(objection: ObjectionFile, changes: Mapping[str, Any]) -> None:
    """Keep, record and tell the dates of an objection that changed."""
    if not changes:
        return
    before = {name: getattr(objection, name) for name in changes}
    for name, value in changes.items():
        setattr(objection, name, value)
    audit.record("objection.recomputed", objection.id, before=before, **changes)
    if "due_on" in changes:
        objection.version += 1
        outbox.publish(_rescheduled(objection), version=objection.version)
    if changes.keys() - {"due_on"}:
        objection.version += 1
        outbox.publish(_recounted(objection), version=objection.version)


def _rescheduled(objection: ObjectionFile) -> ObjectionRescheduled:
    return ObjectionRescheduled(
        objection_id=objection.id,
        request_id=objection.request_id,
        number=objection.number,
        due_on=objection.due_on,
        rescheduled_at=clock.now(),
    )


def _recounted(objection: ObjectionFile) -> ObjectionRecounted:
    return ObjectionRecounted(
        objection_id=objection.id,
        request_id=objection.request_id,
        number=objection.number,
        found_on=objection.found_on,
        filing_until=objection.filing_until,
        timeliness=objection.timeliness,
        dispute_until=objection.dispute_until,
        silence_until=objection.silence_until,
        recounted_at=clock.now(),
    )
