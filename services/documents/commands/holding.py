"""Holding the files of a request while an objection or a dispute is under way, and letting them go after its end.

The storage itself refuses to delete what is held, whoever asks. While it is away the message waits, and the daily round
sets right whatever differs.
"""

from collections.abc import Callable
from datetime import date, datetime
from uuid import UUID

from sqlalchemy import func, select, update
from sqlalchemy.dialects.postgresql import insert

from chassis import audit, clock
from chassis.context import current
from chassis.db import transaction
from chassis.offices import day_of, today
from contracts.cases import CaseAdvanced
from contracts.disputes import DisputeRecorded
from contracts.objections import (
    ObjectionAnswered,
    ObjectionRecounted,
    ObjectionRegistered,
    ObjectionSubmitted,
    ReplyDelivered,
    ReplyIssued,
)
from services.documents import storage
from services.documents.domain import holds
from services.documents.domain.files import State
from services.documents.models.files import Document
from services.documents.models.holds import Hastened, Hold, Matter
from statute.regimes import Regime

# Requests that ended, each with the last day on which a granted erasure lets who asked be known.
ENDS = select(Matter, Hastened.erase_after).outerjoin(
    Hastened, (Hastened.tenant == Matter.tenant) & (Hastened.request_id == Matter.request_id)
)
OVER = frozenset({"withdrawn", "lapsed"})  # stages of a case that ends without a decision


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
        ended(said.request_id, said.advanced_at)


def ended(request_id: UUID, at: datetime) -> None:
    """Write down that a request came to its end; the latest end counts."""
    _ended(request_id, day_of(at))


def _ended(request_id: UUID, on: date) -> None:
    statement = insert(Matter).values(tenant=current().tenant, request_id=request_id, ended_on=on)
    latest = {"ended_on": func.greatest(Matter.ended_on, statement.excluded.ended_on)}
    with transaction() as session:
        session.execute(statement.on_conflict_do_update(index_elements=["tenant", "request_id"], set_=latest))
        session.execute(update(Document).where(Document.request_id == request_id).values(keep_until=None))  # count anew


def _change(objection_id: UUID, request_id: UUID, change: Callable[[Hold], None]) -> None:
    values = {"id": objection_id, "request_id": request_id, "since": clock.now(), "disputed": False}
    with transaction() as session:
        session.execute(insert(Hold).values(tenant=current().tenant, **values).on_conflict_do_nothing())
        hold = session.scalars(select(Hold).where(Hold.id == objection_id).with_for_update()).one()
        change(hold)
        audit.record("hold.set", request_id, objection=objection_id, disputed=hold.disputed, lift_on=hold.lift_on)
        session.flush()
        settle(request_id)


def lift_due() -> None:
    """Lift the holds of the office in force whose last day is over; the case ended with them."""
    with transaction() as session:
        due = select(Hold).where(Hold.lifted_at.is_(None), Hold.lift_on < today()).with_for_update()
        for hold in session.scalars(due):
            hold.lifted_at = clock.now()
            audit.record("hold.lifted", hold.request_id, objection=hold.id)
            if hold.lift_on is not None:
                _ended(hold.request_id, hold.lift_on)
            session.flush()
            settle(hold.request_id)


def settle(request_id: UUID) -> None:
    """Let the storage hold the files of a request, or let them go, as what is on record wants it.

    Raises:
        StorageAway: what differs is set right the next time.
    """
    wanted = is_held(request_id)
    with transaction() as session:
        differing = select(Document).where(
            Document.request_id == request_id, Document.state == State.STORED, Document.held != wanted
        )
        for document in session.scalars(differing.with_for_update()):
            storage.here().custody.hold(document.tenant, document.id, str(document.storage_version), on=wanted)
            document.held = wanted


def is_held(request_id: UUID) -> bool:
    """Whether something holds the files of a request."""
    with transaction() as session:
        holding = select(Hold.id).where(Hold.request_id == request_id, Hold.lifted_at.is_(None))
        return session.scalar(holding.limit(1)) is not None


def is_outlived(matter: Matter, erase_after: date | None) -> bool:
    """Whether who asked may be forgotten: its schedule, or a granted erasure, is over and no hold is on."""
    until = holds.known_until(matter.ended_on, erase_after)
    return until < today() and not is_held(matter.request_id)
