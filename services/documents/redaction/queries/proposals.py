"""Which proposals to blacken files an office has under way, and whom each waits for."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import ColumnElement, and_, func, or_, select

from chassis.context import current
from chassis.db import transaction
from services.documents.files.domain.files import State
from services.documents.files.models.files import Document
from services.documents.files.queries.files import LOOKED_AT, stored
from services.documents.gate.domain.findings import Person
from services.documents.gate.models import copies as models
from services.documents.redaction.domain.proposals import Waiting, waits_for
from services.documents.redaction.domain.redactions import Stage
from services.documents.redaction.models import Redaction
from services.documents.redaction.queries.redactions import Copy, Sheet, copy_of, sheets, standing
from services.documents.retention.models.holds import Matter


@dataclass(frozen=True, slots=True)
class Proposal:
    """A redaction that was proposed once and is not approved, its original, the copy, and what it waits for."""

    redaction: Redaction
    original: Document
    copy: Copy | None
    waits_for: Waiting


@dataclass(frozen=True, slots=True)
class Counts:
    """How many are proposed, how many of them by whoever asks, and how many went back."""

    proposed: int
    own: int
    returned: int


@dataclass(frozen=True, slots=True)
class Listed:
    """A page of them, and how many there are."""

    items: Sequence[Proposal]
    counts: Counts

    @property
    def total(self) -> int:
        """On all pages."""
        return self.counts.proposed + self.counts.returned


def under_way(page: int, size: int) -> Listed:
    """The proposals of the office in force, oldest first, and after them those that went back."""
    rows = select(Redaction, Document).join(Document, _of_original())
    rows = rows.where(_under_way()).order_by(Redaction.stage.desc(), Redaction.proposed_at, Redaction.id)
    with transaction() as session:
        found = session.execute(rows.limit(size).offset((page - 1) * size)).all()
        ids = [redaction.copy_id for redaction, _ in found]
        coming = session.scalars(select(models.Copy).where(models.Copy.document_id.in_(ids))).all()
        made = session.scalars(select(Document).where(Document.id.in_(ids)).options(*LOOKED_AT)).all()
    copies: dict[UUID | None, models.Copy] = {one.document_id: one for one in coming}
    files: dict[UUID | None, Document] = {one.id: one for one in made}
    items = [
        _proposal(redaction, original, copy_of(redaction, copies.get(redaction.copy_id), files.get(redaction.copy_id)))
        for redaction, original in found
    ]
    return Listed(items, _counts())


def _proposal(redaction: Redaction, original: Document, copy: Copy | None) -> Proposal:
    person = Person(current().actor, current().roles)
    # How many boxes there are changes nothing for what was proposed already.
    return Proposal(redaction, original, copy, waits_for(standing(redaction, 0, copy), person))


def _counts() -> Counts:
    proposed, own = Redaction.stage == Stage.PROPOSED, Redaction.proposed_by == current().actor
    n = func.count()
    counted = select(n.filter(proposed), n.filter(and_(proposed, own)), n.filter(Redaction.stage == Stage.DRAFT))
    of_office = counted.select_from(Redaction).join(Document, _of_original()).where(_under_way())
    with transaction() as session:
        waiting, mine, returned = session.execute(of_office).one()
    return Counts(waiting, mine, returned)


def _of_original() -> ColumnElement[bool]:
    return and_(Document.tenant == Redaction.tenant, Document.id == Redaction.document_id)


def _under_way() -> ColumnElement[bool]:
    """What is proposed; and what went back, as long as its request has not come to its end and its file is there."""
    ended = select(Matter.request_id).where(Matter.request_id == Document.request_id).exists()
    returned = and_(Redaction.stage == Stage.DRAFT, Redaction.decided_at.is_not(None), ~ended)
    return and_(Document.state == State.STORED, or_(Redaction.stage == Stage.PROPOSED, returned))


def of_document(document_id: UUID) -> list[Sheet]:
    """The redactions of a document, newest first.

    Raises:
        NotFound, NotReady, Damaged: see `files.stored`.
    """
    stored(document_id)
    return sheets(Redaction.document_id == document_id)


def of_request(request_id: UUID) -> list[Sheet]:
    """The redactions of all stored documents of a request, newest first."""
    held = select(Document.id).where(Document.request_id == request_id, Document.state == State.STORED)
    return sheets(Redaction.document_id.in_(held))
