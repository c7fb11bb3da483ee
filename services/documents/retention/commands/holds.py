"""Holding the files of a request while an objection or a dispute is under way, and letting them go after its end.

The storage itself refuses to delete what is held, whoever asks. While it is away the message waits, and the daily round
sets right whatever differs.
"""

from collections.abc import Callable
from datetime import datetime
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.dialects.postgresql import insert

from chassis import audit, clock
from chassis.context import current
from chassis.db import transaction
from contracts.cases import CaseAdvanced
from contracts.claims import ClaimDecided
from contracts.disputes import DisputeRecorded
from contracts.objections import (
    ObjectionAnswered,
    ObjectionRecounted,
    ObjectionRegistered,
    ObjectionSubmitted,
    ReplyDelivered,
    ReplyIssued,
)
from contracts.stages import Stage
from services.documents.retention.domain import holds
from services.documents.retention.models.holds import Hastened, Hold
from services.documents.retention.steps import holds as steps
from statute.regimes import Regime

OVER = frozenset({Stage.WITHDRAWN, Stage.LAPSED})  # stages of a case that ends without a decision


def objected(said: ObjectionSubmitted) -> None:
    """An objection holds the files of its request."""
    _change(said.objection_id, said.request_id, lambda _hold: None)


def registered(said: ObjectionRegistered) -> None:
    """An objection that nobody answers holds until nobody can take the silence to dispute any more."""

    def change(hold: Hold) -> None:
        if not hold.disputed:
            hold.lift_on = holds.after_silence(said.due_on, Regime(said.regime))

    _change(said.objection_id, said.request_id, change)


def answered(event: ObjectionAnswered | ReplyIssued) -> None:
    """An answered objection holds until the way to dispute closes, also when the answer came after the hold was lifted.

    A dispute that is on record holds by itself.
    """

    def change(hold: Hold) -> None:
        if not hold.disputed:
            hold.lift_on, hold.lifted_at = holds.after_answer(event.act_until, event.dispute_until), None

    _change(event.objection_id, event.request_id, change)


def delivered(event: ReplyDelivered | ObjectionRecounted) -> None:
    """What moves the last day to dispute on moves the hold: a later receipt of the answer, a new day off (R-16)."""

    def change(hold: Hold) -> None:
        if not hold.disputed and event.dispute_until and hold.lift_on and hold.lift_on < event.dispute_until:
            hold.lift_on, hold.lifted_at = event.dispute_until, None

    _change(event.objection_id, event.request_id, change)


def disputed(said: DisputeRecorded) -> None:
    """A dispute holds until its last step, also when it came after the hold was lifted."""

    def change(hold: Hold) -> None:
        hold.disputed, hold.lifted_at = True, None
        hold.lift_on = holds.after_step(said.stage, said.on)

    _change(said.objection_id, said.request_id, change)


def advanced(said: CaseAdvanced) -> None:
    """A case may end without a decision."""
    if said.stage in OVER:
        steps.ended(said.request_id, said.advanced_at)


def ended(request_id: UUID, at: datetime) -> None:
    """A case was passed on or split."""
    steps.ended(request_id, at)


def _change(objection_id: UUID, request_id: UUID, change: Callable[[Hold], None]) -> None:
    values = {"id": objection_id, "request_id": request_id, "since": clock.now(), "disputed": False}
    with transaction() as session:
        session.execute(insert(Hold).values(tenant=current().tenant, **values).on_conflict_do_nothing())
        hold = session.scalars(select(Hold).where(Hold.id == objection_id).with_for_update()).one()
        change(hold)
        audit.record("hold.set", request_id, objection=objection_id, disputed=hold.disputed, lift_on=hold.lift_on)
        session.flush()
        steps.settle(request_id)


def hasten(said: ClaimDecided) -> None:
    """Write down until when somebody is known whose erasure was granted; any other answer changes nothing here."""
    if said.erase_after is None:
        return
    until = {"erase_after": said.erase_after}
    statement = insert(Hastened).values(tenant=current().tenant, request_id=said.request_id, **until)
    with transaction() as session:
        session.execute(statement.on_conflict_do_update(index_elements=["tenant", "request_id"], set_=until))
        audit.record("matter.hastened", said.request_id, claim=said.claim_id, erase_after=said.erase_after)
