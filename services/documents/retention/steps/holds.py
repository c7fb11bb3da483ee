"""What holds the files of a request and when it ended, as every use case reads and settles it."""

from datetime import date, datetime
from uuid import UUID

from sqlalchemy import func, select, update
from sqlalchemy.dialects.postgresql import insert

from chassis import audit, clock
from chassis.context import current
from chassis.db import transaction
from chassis.offices import day_of, today
from services.documents import storage
from services.documents.files.domain.files import State
from services.documents.files.models.files import Document
from services.documents.retention.domain import holds
from services.documents.retention.models.holds import Hastened, Hold, Matter

# Requests that ended, each with the last day on which a granted erasure lets who asked be known.
ENDS = select(Matter, Hastened.erase_after).outerjoin(
    Hastened, (Hastened.tenant == Matter.tenant) & (Hastened.request_id == Matter.request_id)
)


def ended(request_id: UUID, at: datetime) -> None:
    """Write down that a request came to its end; the latest end counts."""
    _ended(request_id, day_of(at))


def _ended(request_id: UUID, on: date) -> None:
    statement = insert(Matter).values(tenant=current().tenant, request_id=request_id, ended_on=on)
    latest = {"ended_on": func.greatest(Matter.ended_on, statement.excluded.ended_on)}
    with transaction() as session:
        session.execute(statement.on_conflict_do_update(index_elements=["tenant", "request_id"], set_=latest))
        session.execute(update(Document).where(Document.request_id == request_id).values(keep_until=None))  # count anew


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
