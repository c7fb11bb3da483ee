"""Which files there are, and what they hold."""

from collections.abc import Collection, Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from contextvars import copy_context
from functools import partial
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import joinedload, selectinload
from sqlalchemy.orm.interfaces import ORMOption

from chassis.context import current
from chassis.db import transaction
from chassis.errors import Conflict, NotFound
from services.documents import storage
from services.documents.files.domain.files import SHOWN, State
from services.documents.files.models.files import Document
from services.documents.gate.models.copies import Copy

GIVEN_AS = (  # whose bytes are given of a file, and what was found in them
    joinedload(Document.clearance),
    joinedload(Document.copy),
    joinedload(Document.release_copy).joinedload(Copy.file).joinedload(Document.clearance),
)
LOOKED_AT = (*GIVEN_AS, selectinload(Document.replacing), selectinload(Document.releases))
_openers = ThreadPoolExecutor(32, "opening")  # as many as the storage has connections; a thread begins when needed


class NotReady(Conflict):
    """The file is not in the evidence: it waits for its check, or it did not pass."""

    code = "not-ready"


class Damaged(Conflict):
    """The file is not what was received, so nobody is given it."""

    code = "damaged"


def documents_of(request_id: UUID, states: Collection[State] = SHOWN) -> Sequence[Document]:
    """The files held for a request, oldest first, without uploads under way or broken off and copies.

    A redacted copy that was approved is a file among them.
    """
    unapproved = select(Copy.document_id).where(Copy.approved_at.is_(None))
    found = select(Document).where(
        Document.request_id == request_id, Document.state.in_(states), Document.id.not_in(unapproved)
    )
    with transaction() as session:
        return session.scalars(found.options(*LOOKED_AT).order_by(Document.received_at, Document.id)).all()


def document(document_id: UUID) -> Document:
    """One file.

    Raises:
        NotFound: this office has no such file.
    """
    return _shown(document_id, LOOKED_AT)


def _shown(document_id: UUID, options: Sequence[ORMOption]) -> Document:
    with transaction() as session:
        found = session.get(Document, (current().tenant, document_id), options=options)
    if found is None or found.state not in SHOWN:
        raise NotFound
    return found


def stored(document_id: UUID) -> Document:
    """One file whose content can be read, without what may stand in its place.

    Raises:
        NotFound: this office has no such file. NotReady: it does not lie in the evidence. Damaged: see there.
    """
    found = _shown(document_id, GIVEN_AS)
    if found.state == State.WAITING:
        raise NotReady("Berkas ini masih menunggu pemeriksaan keamanan. Coba lagi beberapa menit lagi.")
    if found.state != State.STORED:
        raise NotReady("Berkas ini tidak lolos pemeriksaan sehingga tidak dapat diunduh.")
    if found.fault:
        raise Damaged("Isi berkas ini tidak lagi sama dengan saat diterima; pengelola sistem sedang memulihkannya.")
    return found


def content(found: Document, *, start: int, length: int) -> Iterator[bytes]:
    """A stretch of a stored file; the storage has answered when this returns.

    Raises:
        StorageAway, Missing: see `storage`.
    """
    return asked_for(found, start=start, length=length).result()


def asked_for(found: Document, *, start: int, length: int) -> Future[Iterator[bytes]]:
    """Ask for a stretch of a stored file and do not wait; the result does, and raises what `content` raises.

    The caller commits an act meanwhile: that and the storage's answer take some milliseconds each.
    """
    where = found.tenant, found.id, str(found.storage_version)
    opened = partial(storage.here().evidence_chunks, *where, start=start, length=length)
    return _openers.submit(copy_context().run, opened)
