"""A decree on days off or on receipt changed, or a receipt was proved: count the dates of objections anew.

The last day to object or to dispute that an applicant was told only moves on with a decree: it takes nothing from
anybody who relied on it. A proof of receipt sets it.
"""

from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, select
from sqlalchemy.orm import Session

from chassis.context import current
from chassis.db import transaction
from chassis.offices import today
from services.registry.cases.models.cases import Case
from services.registry.cases.steps.recount import AT_ONCE, Moved
from services.registry.deliveries.queries import of_reply
from services.registry.objections import domain
from services.registry.objections.domain import OPEN
from services.registry.objections.models import ObjectionFile, Reply
from services.registry.objections.queries import answer_term, dispute_terms
from services.registry.objections.steps.filing import changed, filing_dates, record
from statute.regimes import Regime


def preview() -> Moved:
    """Say how many objections of the office in force would move; nothing changes."""
    with transaction() as session:
        objections = session.scalars(select(ObjectionFile).where(_is_running())).all()
        return Moved(len(objections), sum(bool(changed(one, _anew(session, one))) for one in objections))


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


def _is_running() -> ColumnElement[bool]:
    """Return an objection that waits for its answer, or one that may still be taken to dispute."""
    return ObjectionFile.stage.in_(OPEN) | (ObjectionFile.dispute_until >= today())


def _move(session: Session, objection_id: UUID) -> bool:
    """Move one objection that stands on other days; whether it did."""
    objection = session.scalars(select(ObjectionFile).where(ObjectionFile.id == objection_id).with_for_update()).one()
    changes = changed(objection, _anew(session, objection))
    record(objection, changes)
    return bool(changes)


def _anew(session: Session, objection: ObjectionFile) -> dict[str, Any]:
    """Return the dates of an objection by the calendar of today."""
    if objection.stage in OPEN:
        case = session.get_one(Case, (current().tenant, objection.request_id))
        due_on = answer_term(objection.received_at, Regime(objection.regime)).due_on
        return {"due_on": due_on} | filing_dates(session, objection, case, objection.filing_until)
    reply = session.get_one(Reply, (current().tenant, objection.id))
    terms = dispute_terms(objection, reply, of_reply(session, objection.id), today())
    return {
        name: max(filter(None, (day, getattr(objection, name))), default=None)
        for name, day in domain.last_days(terms).items()
    }
