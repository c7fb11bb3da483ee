"""Reading a kept file whole and writing down what is wrong with it; a fault is told once, and so is its end."""

from collections.abc import Callable
from datetime import datetime
from uuid import UUID

from chassis import audit, clock, outbox
from chassis.db import transaction
from chassis.log import get_logger
from contracts.documents import DocumentDamaged
from services.documents import scanning, storage
from services.documents.files.domain.files import State
from services.documents.files.domain.keeping import Fault
from services.documents.files.models.files import Document
from services.documents.files.queries.files import documents_of
from services.documents.files.steps.files import locked
from services.documents.gate.steps import settle_by_id
from services.documents.storage.faults import Missing, StorageAway

log = get_logger()


def read_again(request_id: UUID, each: Callable[[], object]) -> None:
    """Read the files of a request whole, so that what is wrong with one is on record before they are handed out.

    Args:
        each: called before each file.

    Raises:
        StorageAway: nothing is known of them now.
    """
    for document in documents_of(request_id, {State.STORED}):
        copy = document.given_as
        for one in [document, copy] if copy and copy is not document else [document]:
            each()
            if one.fault is None and one.state == State.STORED:
                verify(one)


def verify(document: Document) -> None:
    """Read a file whole and write down what that found."""
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
        settle_by_id(row.id)
        if fault is None:
            audit.record("document.restored", row.id, sha256=row.sha256)
            return
        log.error("file_damaged", document=row.id, request=row.request_id, fault=fault)
        row.version += 1
        audit.record("document.damaged", row.id, fault=fault, sha256=row.sha256, version=row.storage_version)
        told = DocumentDamaged(document_id=row.id, request_id=row.request_id, fault=fault, sha256=str(row.sha256))
        outbox.publish(told, version=row.version)
