"""Until when an objection can be filed, counted anew."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from chassis import audit, clock, outbox
from chassis.offices import day_of
from contracts.objections import ObjectionRecounted, ObjectionRescheduled
from services.registry.cases.models.cases import Case
from services.registry.objections import domain
from services.registry.objections.models import ObjectionFile
from services.registry.objections.queries import occasion
from statute.regimes import Regime


def recount_filing(session: Session, case: Case) -> None:
    """Count anew since when there was ground for the objections to a case: the receipt of its notice was proved."""
    objections = select(ObjectionFile).where(ObjectionFile.request_id == case.id).order_by(ObjectionFile.received_at)
    for objection in session.scalars(objections.with_for_update()):
        record(objection, changed(objection, filing_dates(session, objection, case)))


def filing_dates(session: Session, objection: ObjectionFile, case: Case, promised: date = date.min) -> dict[str, Any]:
    """Count until when an objection could be filed, from the day that the answer was received or `promised`."""
    received_on = day_of(objection.received_at)
    found_on, decided = occasion(session, case, received_on)
    until = max(domain.filing(found_on, Regime(objection.regime)).due_on, promised)
    timeliness = domain.timeliness(received_on, found_on, until, decided=decided)
    return {"found_on": found_on, "filing_until": until, "timeliness": timeliness}


def changed(objection: ObjectionFile, dates: Mapping[str, Any]) -> dict[str, Any]:
    """Return those of the dates that are not what the objection says."""
    return {name: value for name, value in dates.items() if getattr(objection, name) != value}


def record(objection: ObjectionFile, changes: Mapping[str, Any]) -> None:
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
