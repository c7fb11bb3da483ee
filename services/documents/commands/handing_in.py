"""Taking in papers that prove who asks. The row comes first, so nothing lies in the storage that nobody knows of."""

from dataclasses import dataclass
from typing import BinaryIO
from uuid import UUID, uuid4

from sqlalchemy import func, select

from chassis import audit, clock, errands
from chassis.context import current
from chassis.db import transaction
from chassis.errands import Errand
from chassis.errors import Problem
from chassis.service import runtime
from services.documents import scanning, storage
from services.documents.commands import checking, papers
from services.documents.config import CHECK_WITHIN
from services.documents.domain import papers as domain
from services.documents.domain.files import State
from services.documents.domain.formats import FileRefused, Format
from services.documents.models.papers import Paper
from services.documents.scanning import Incoming
from services.documents.storage.faults import StorageAway


@dataclass(frozen=True, slots=True)
class HandedIn:
    """A paper before its first byte: for which request, of which kind (`statute.papers`), name and size in bytes."""

    request_id: UUID
    kind: str
    name: str
    size: int


def hand_in(said: HandedIn, body: BinaryIO) -> UUID:
    """Take a paper in: type it, seal it, lay it down, and check it at once if that is possible.

    Returns:
        Its id; its state tells whether it is kept already or waits for the scanner.

    Raises:
        Invalid, FileRefused, TooLarge, TooMany, CutShort: nothing is kept. StorageAway: nothing is kept, try again.
    """
    incoming = Incoming(body, said.size)
    try:
        claimed = domain.judged(said.name, said.size, scanning.type_of(incoming.head))
        domain.check_room(_there(said.request_id))
    except Problem:
        incoming.drain()
        raise
    paper, errand = _announce(said, claimed)
    try:
        sealed = runtime().sealer.seal_bytes(incoming.read_all(), paper.sealed_for)
        storage.here().prepare()
        storage.here().papers.put(paper.tenant, paper.id, sealed)
    except (StorageAway, scanning.CutShort):
        papers.end(errand, State.LOST)
        raise
    if checking.attempt(errand) == State.REFUSED:
        raise FileRefused(papers.locked(paper.id).why or "")
    return paper.id


def _there(request_id: UUID) -> int:
    with transaction() as session:
        return session.scalar(select(func.count()).where(Paper.request_id == request_id)) or 0


def _announce(said: HandedIn, claimed: Format) -> tuple[Paper, Errand]:
    paper = Paper(
        id=uuid4(),
        request_id=said.request_id,
        kind=said.kind,
        media_type=claimed.media_type,
        size=said.size,
        state=State.WAITING,
        received_at=clock.now(),
        received_from=current().actor,
    )
    with transaction() as session:
        session.add(paper)
        session.flush()  # which fills in the office
        audit.record("paper.received", paper.id, request=said.request_id, kind=said.kind, size=said.size)
        return paper, errands.add(paper.id, clock.now() + CHECK_WITHIN)
