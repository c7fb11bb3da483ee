"""A decree on days off or on receipt changed: count anew by when the open objections of an office are answered."""

from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from chassis import audit, clock, outbox
from chassis.db import transaction
from contracts.objections import ObjectionRescheduled
from services.registry.commands.recomputing import AT_ONCE, Moved
from services.registry.domain.objections import OPEN
from services.registry.models.objections import ObjectionFile
from services.registry.queries.objections import answer_term
from statute.regimes import Regime


def preview() -> Moved:
    """Say how many open objections of the office in force would move; nothing changes."""
    with transaction() as session:
        open_ = session.scalars(select(ObjectionFile).where(ObjectionFile.stage.in_(OPEN))).all()
        return Moved(
            len(open_), sum(answer_term(one.received_at, Regime(one.regime)).due_on != one.due_on for one in open_)
        )


def recompute() -> Moved:
    """Count the open objections of the office in force anew, some in each commit; each that moves is recorded and told.

    Run again it moves nothing.
    """
    with transaction() as session:
        ids = session.scalars(
            select(ObjectionFile.id).where(ObjectionFile.stage.in_(OPEN)).order_by(ObjectionFile.id)
        ).all()
    moved = 0
    for start in range(0, len(ids), AT_ONCE):
        with transaction() as session:
            moved += sum(_move(session, one) for one in ids[start : start + AT_ONCE])
    return Moved(len(ids), moved)


def _move(session: Session, objection_id: UUID) -> bool:
    """Move one objection that stands on another day; whether it did. One that was answered meanwhile stays."""
    one = session.scalars(select(ObjectionFile).where(ObjectionFile.id == objection_id).with_for_update()).one()
    due_on, before = answer_term(one.received_at, Regime(one.regime)).due_on, one.due_on
    if one.stage not in OPEN or due_on == before:
        return False
    one.due_on, one.version = due_on, one.version + 1
    audit.record("objection.recomputed", one.id, before=before, due_on=due_on)
    outbox.publish(
        ObjectionRescheduled(
            objection_id=one.id,
            request_id=one.request_id,
            number=one.number,
            due_on=due_on,
            rescheduled_at=clock.now(),
        ),
        version=one.version,
    )
    return True
