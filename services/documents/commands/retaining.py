"""The round that keeps what is kept in order.

It lifts holds that are over, has the storage hold what should be held, prolongs locks to the end of the schedule,
destroys papers whose time is over, and tells the other services whom to forget.
"""

from datetime import UTC, datetime, time
from uuid import UUID

from sqlalchemy import select

from chassis import clock
from chassis.db import transaction
from chassis.service import Runtime
from services.documents import storage
from services.documents.commands import holding, outliving, papers
from services.documents.commands.checking import locked
from services.documents.commands.rounds import go_round
from services.documents.config import KEEP_AT_LEAST
from services.documents.domain.files import State
from services.documents.models.files import Document
from services.documents.models.holds import Hold, Matter
from services.documents.storage.faults import Missing
from statute.retention import schedules

EVERY = 21_600  # seconds between two rounds


def keep(working: Runtime) -> None:
    """Do all of it in every office."""
    go_round(working, _keep)


def _keep() -> None:
    holding.lift_due()
    for request_id in _held_requests():
        holding.settle(request_id)
    for document in _ended():
        _retain(document)
    papers.destroy_due()
    outliving.tell_due()


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
