"""Reading kept files again, version by version, and comparing them with what was recorded on receipt."""

from collections.abc import Callable
from datetime import datetime
from time import monotonic
from uuid import UUID

from sqlalchemy import func, select

from chassis import audit, clock, outbox
from chassis.db import transaction
from chassis.log import get_logger
from chassis.service import Runtime
from contracts.documents import DocumentDamaged
from services.documents import scanning, storage
from services.documents.commands.checking import locked
from services.documents.commands.rounds import apart, resumed, stop_at
from services.documents.domain.files import State
from services.documents.domain.keeping import AGAIN_AFTER, Fault
from services.documents.models.files import Document
from services.documents.queries.files import documents_of
from services.documents.storage.faults import Missing, StorageAway

log = get_logger()
EVERY = 60  # seconds between two rounds
ROUND = 20.0  # seconds after which a round begins no other file: who asks the process to stop waits for it
_ROUND = "scrub"
AT_ONCE = 100  # files of an office that are looked up together


def scrub(working: Runtime) -> None:
    """Read the files of all offices that were not read for a day, the longest unread first; a round has its limit.

    Whoever stores a file has just read it, so that counts as its first reading.

    What was read is noted file by file, so whatever ends a round, the next one goes on from there. It begins with the
    office after the one that it stopped in, so that one with many files does not keep the last ones unread.
    """
    until = monotonic() + ROUND
    with apart(working) as visit:
        for code in resumed(_ROUND, working.directory.codes()):
            with visit(code):
                while due := _due():
                    for document in due:
                        _verify(document)
                        if monotonic() > until:
                            stop_at(_ROUND, code)
                            return


def read_again(request_id: UUID, each: Callable[[], object]) -> None:
    """Read the files of a request whole, so that what is wrong with one is on record before they are handed out.

    Args:
        each: called before each file.

    Raises:
        StorageAway: nothing is known of them now.
    """
    for document in documents_of(request_id, {State.STORED}):
        each()
        if document.fault is None:
            _verify(document)


def _due() -> list[Document]:
    read = func.coalesce(Document.verified_at, Document.stored_at)
    found = select(Document).where(Document.state == State.STORED, read < clock.now() - AGAIN_AFTER)
    with transaction() as session:
        return list(session.scalars(found.order_by(read).limit(AT_ONCE)))


def _verify(document: Document) -> None:
    note(document, _fault(document), clock.now())


def _fault(document: Document) -> Fault | None:
    store, where = storage.here(), (document.tenant, document.id, str(document.storage_version))
    try:
        found = scanning.sha256(store.evidence_chunks(*where, start=0, length=0))
    except Missing:
        return Fault.MISSING
    except StorageAway:
        if not store.custody.answers():
            raise
        return Fault.UNREADABLE
    return None if found.hex() == document.sha256 else Fault.CHANGED


def note(document: Document, fault: Fault | None, at: datetime) -> None:
    """Write down what reading a file found; a fault is told and recorded once, and so is its end."""
    with transaction():
        row = locked(document.id)
        row.verified_at = at
        if row.fault == fault:
            return
        row.fault = fault
        if fault is None:
            audit.record("document.restored", row.id, sha256=row.sha256)
            return
        log.error("file_damaged", document=row.id, request=row.request_id, fault=fault)
        row.version += 1
        audit.record("document.damaged", row.id, fault=fault, sha256=row.sha256, version=row.storage_version)
        told = DocumentDamaged(document_id=row.id, request_id=row.request_id, fault=fault, sha256=str(row.sha256))
        outbox.publish(told, version=row.version)
