"""The round that keeps what is kept in order.

It lifts holds that are over, has the storage hold what should be held, prolongs locks to the end of the schedule,
destroys papers whose time is over, and tells the other services whom to forget.
"""

from datetime import UTC, datetime, time
from uuid import UUID

from sqlalchemy import select

from chassis import audit, clock, outbox
from chassis.context import current
from chassis.db import transaction
from chassis.service import Runtime
from contracts.documents import MatterOutlived
from services.documents import storage
from services.documents.config import KEEP_AT_LEAST
from services.documents.files.domain.files import State, next_state
from services.documents.files.models.files import Document
from services.documents.files.steps.files import locked
from services.documents.files.steps.offices import go_round
from services.documents.papers import steps as paper_steps
from services.documents.papers.models import Paper
from services.documents.retention.domain.holds import IDENTITY
from services.documents.retention.models.holds import Hold, Matter
from services.documents.retention.steps import holds
from services.documents.storage.faults import Missing
from statute.retention import schedules

EVERY = 21_600  # seconds between two rounds


def keep(working: Runtime) -> None:
    """Do all of it in every office."""
    go_round(working, _keep)


def _keep() -> None:
    holds.lift_due()
    for request_id in _held_requests():
        holds.settle(request_id)
    for document in _ended():
        _retain(document)
    _destroy_papers()
    _tell_outlived()


def _held_requests() -> list[UUID]:
    """The requests whose files are held, or should be."""
    held, wanted = select(Document.request_id).where(Document.held), select(Hold.request_id)
    with transaction() as session:
        return list(session.scalars(held.union(wanted.where(Hold.lifted_at.is_(None)))))


def _ended() -> list[tuple[Document, Matter]]:
    same = (Matter.tenant == Document.tenant) & (Matter.request_id == Document.request_id)
    uncounted = (Document.state == State.STORED) & Document.keep_until.is_(None)
    with transaction() as session:
        found = session.execute(select(Document, Matter).join(Matter, same).where(uncounted))
        return [(row.Document, row.Matter) for row in found]


def _retain(found: tuple[Document, Matter]) -> None:
    """Lock a file for as long as its schedule wants it kept; a lock is prolonged and never shortened."""
    document, matter = found
    until = schedules()[document.purpose].until(matter.ended_on)
    last = datetime.combine(until, time.max, UTC)
    if last > max(clock.now(), (document.stored_at or clock.now()) + KEEP_AT_LEAST):
        try:
            storage.here().lock(document.tenant, document.id, str(document.storage_version), last)
        except Missing:
            return  # the scrub says so
    with transaction():
        locked(document.id).keep_until = until


def _destroy_papers() -> None:
    """Destroy the papers of the office in force whose schedule has run out; what an objection or a dispute holds stays.

    Raises:
        StorageAway: what is left is destroyed the next time.
    """
    same = (Matter.tenant == Paper.tenant) & (Matter.request_id == Paper.request_id)
    with transaction() as session:
        there = session.execute(
            holds.ENDS.add_columns(Paper.id).join(Paper, same).where(Paper.state == State.STORED)
        ).all()
    for matter, erase_after, paper_id in there:
        if holds.is_outlived(matter, erase_after):
            _destroy_paper(paper_id)


def _destroy_paper(paper_id: UUID) -> None:
    storage.here().papers.destroy(current().tenant, paper_id)  # again, where a process died before it was written down
    with transaction():
        paper = paper_steps.locked(paper_id)
        paper.state, paper.destroyed_at = next_state(State(paper.state), State.DESTROYED), clock.now()
        audit.record("paper.destroyed", paper.id, request=paper.request_id, schedule=IDENTITY)


def _tell_outlived() -> None:
    """Tell of the requests of the office in force whose time has run out and that nothing holds, once for each end.

    A request that ends later once more, as after a late objection, is told of once more.
    """
    untold = holds.ENDS.where(Matter.told_for.is_distinct_from(Matter.ended_on)).with_for_update(of=Matter)
    with transaction() as session:
        for matter, erase_after in session.execute(untold).all():
            if holds.is_outlived(matter, erase_after):
                _tell(matter)


def _tell(matter: Matter) -> None:
    matter.told_for, matter.version = matter.ended_on, matter.version + 1
    audit.record("matter.outlived", matter.request_id, schedule=IDENTITY, ended_on=matter.ended_on)
    told = MatterOutlived(request_id=matter.request_id, schedule=IDENTITY, ended_on=matter.ended_on)
    outbox.publish(told, version=matter.version)
