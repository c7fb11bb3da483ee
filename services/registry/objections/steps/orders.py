"""What the Atasan PPID ordered and the PPID has not done yet, and that it is done."""

from collections.abc import Collection, Sequence
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from chassis import audit, clock, outbox
from contracts.objections import ObjectionFulfilled
from services.registry.objections.domain import ORDERED, Stage
from services.registry.objections.models import ObjectionFile


def outstanding(session: Session, case_id: UUID) -> Sequence[ObjectionFile]:
    """Return the objections to a request whose orders wait, taken in hand."""
    ordered = (ObjectionFile.request_id == case_id) & ObjectionFile.stage.in_(ORDERED)
    return session.scalars(select(ObjectionFile).where(ordered).order_by(ObjectionFile.id).with_for_update()).all()


def stages(session: Session, case_id: UUID) -> list[Stage]:
    """List the stages of the objections to a request whose orders wait."""
    return [Stage(objection.stage) for objection in outstanding(session, case_id)]


def carry_out(objection: ObjectionFile, account: str, documents: Collection[UUID]) -> None:
    """Write down that an order was carried out, how, and which documents went to the applicant by it."""
    objection.stage, objection.fulfilment, objection.fulfilled_at = Stage.FULFILLED, account, clock.now()
    objection.documents = list(documents)
    objection.version += 1
    audit.record("objection.fulfilled", objection.id, documents=objection.documents)
    outbox.publish(
        ObjectionFulfilled(
            objection_id=objection.id,
            request_id=objection.request_id,
            number=objection.number,
            documents=tuple(documents),
            fulfilled_at=objection.fulfilled_at,
        ),
        version=objection.version,
    )
