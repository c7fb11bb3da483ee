"""What can be asked about files. Row-level security keeps every answer within the office in force."""

from collections.abc import Iterator, Sequence
from uuid import UUID

from sqlalchemy import select

from chassis.context import current
from chassis.db import transaction
from chassis.errors import Conflict, NotFound
from chassis.service import runtime
from services.documents import domain, storage
from services.documents.config import Config
from services.documents.domain import State
from services.documents.models import Document, Release


class NotReady(Conflict):
    """The file is not in the evidence: it waits for its check, or it did not pass."""

    code = "not-ready"


def documents_of(request_id: UUID) -> Sequence[Document]:
    """The files held for a request, oldest first, without uploads under way or broken off."""
    found = select(Document).where(Document.request_id == request_id, Document.state.in_(domain.SHOWN))
    with transaction() as session:
        return session.scalars(found.order_by(Document.received_at, Document.id)).all()


def document(document_id: UUID) -> Document:
    """One file.

    Raises:
        NotFound: this office has no such file.
    """
    with transaction() as session:
        found = session.get(Document, (current().tenant, document_id))
    if found is None or found.state not in domain.SHOWN:
        raise NotFound
    return found


def stored(document_id: UUID) -> Document:
    """One file whose content can be read.

    Raises:
        NotFound: this office has no such file. NotReady: it does not lie in the evidence.
    """
    found = document(document_id)
    if found.state == State.WAITING:
        raise NotReady("Berkas ini masih menunggu pemeriksaan keamanan. Coba lagi beberapa menit lagi.")
    if found.state != State.STORED:
        raise NotReady("Berkas ini tidak lolos pemeriksaan sehingga tidak dapat diunduh.")
    return found


def released(document_id: UUID, request_id: UUID) -> Document:
    """One file, as the applicant of a request may read it.

    Raises:
        NotFound: this office has no such file, or no decision gave it to that request.
    """
    with transaction() as session:
        if session.get(Release, (current().tenant, request_id, document_id)) is None:
            raise NotFound
    return stored(document_id)


def content(found: Document, *, start: int, length: int) -> Iterator[bytes]:
    """A stretch of a stored file; the storage has answered when this returns.

    Raises:
        StorageAway, Missing: see `storage`.
    """
    store = storage.at(Config.of(runtime().settings).s3_url)
    return store.evidence_chunks(found.tenant, found.id, str(found.storage_version), start=start, length=length)
