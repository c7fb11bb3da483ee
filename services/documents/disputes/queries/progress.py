"""How far the making of a dispute's file is, and what lies ready to be fetched."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import or_, select

from chassis import clock
from chassis.context import current
from chassis.db import transaction
from chassis.errors import Conflict, NotFound
from services.documents import storage
from services.documents.disputes.domain.files import OFFERED_FOR, UNDER_WAY, Stage, standing
from services.documents.disputes.models import Making
from services.documents.disputes.queries.files import PDF
from services.documents.storage.faults import Missing


class NotMade(Conflict):
    """There is nothing to fetch: it is being made, could not be, or is gone."""

    code = "not-made"


@dataclass(frozen=True, slots=True)
class Shown:
    """A making as staff see it; `until` is how long it is offered, sizes are in bytes."""

    making: Making
    stage: Stage
    until: datetime | None


@dataclass(frozen=True, slots=True)
class Offered:
    """What can be fetched: of how many `documents` it was made, what it is called, `size` in bytes."""

    key: UUID
    name: str
    media_type: str
    size: int
    sha256: str
    documents: int

    def pieces(self, start: int, length: int) -> Iterator[bytes]:
        """A stretch of it, a piece in memory at a time; the storage has answered when this returns.

        Raises:
            StorageAway. NotMade: it does not lie there any more.
        """
        try:
            return storage.here().quarantined_chunks(current().tenant, self.key, start=start, length=length)
        except Missing as gone:
            raise NotMade("Berkas ini sudah tidak tersedia. Susun lagi.") from gone


def last(dispute_id: UUID) -> Making | None:
    """The last making of a dispute's file."""
    with transaction() as session:
        return session.get(Making, (current().tenant, dispute_id))


def shown(dispute_id: UUID) -> Shown:
    """How far it is.

    Raises:
        NotFound: nobody asked for it yet.
    """
    found = last(dispute_id)
    if found is None:
        raise NotFound
    return Shown(found, _stage(found), found.made_at and found.made_at + OFFERED_FOR)


def offered(dispute_id: UUID, kind: str) -> Offered:
    """What can be fetched of a dispute, as `pdf` or `zip`.

    Raises:
        NotFound: nobody asked for it. NotMade: it does not lie ready.
    """
    made = shown(dispute_id).making
    if _stage(made) is not Stage.MADE:
        raise NotMade("Berkas sengketa ini belum disusun, atau sudah tidak tersedia. Susun lebih dahulu.")
    documents = made.documents or 0
    if kind == "pdf":
        return Offered(made.pdf_id, PDF, "application/pdf", made.pdf_size or 0, str(made.pdf_sha256), documents)
    return Offered(made.id, str(made.name), "application/zip", made.size or 0, str(made.sha256), documents)


def of_use(keys: Collection[UUID]) -> dict[UUID, bool]:
    """Whether what lies under each of these keys is being made or offered; those of no making are left out."""
    found = select(Making).where(or_(Making.id.in_(keys), Making.pdf_id.in_(keys)))
    with transaction() as session:
        rows = session.scalars(found).all()
    used = {row: _stage(row) in UNDER_WAY | {Stage.MADE} for row in rows}
    return {key: use for row, use in used.items() for key in (row.id, row.pdf_id)}


def _stage(making: Making) -> Stage:
    return standing(Stage(making.stage), making.made_at, clock.now())
