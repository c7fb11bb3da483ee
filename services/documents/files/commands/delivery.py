"""Handing files out."""

from collections.abc import Iterator
from concurrent.futures import Future
from uuid import UUID

from chassis import audit
from chassis.db import concluding
from services.documents import storage
from services.documents.files.models.files import Document
from services.documents.files.queries import files


def opened(document_id: UUID) -> None:
    """Note that somebody fetched a file."""
    audit.record("document.opened", document_id)


def hand_out(document: Document, *, start: int, length: int) -> Future[Iterator[bytes]]:
    """A stretch of a stored file, and the note that somebody fetched it, which is committed when this returns.

    The storage is asked first and answers meanwhile. Where it then fails, the record says of a file that was not given
    that somebody fetched it; it never leaves out one that was.

    Returns:
        What waits for the storage's answer, best outside of the transaction; it raises StorageAway, Missing.
    """
    stretch = files.asked_for(document, start=start, length=length)
    with concluding():
        opened(document.id)
    return stretch


def pass_on(document: Document) -> str:
    """Where the edge fetches a stored file, and the note that somebody did, which is committed when this returns.

    Returns:
        Path and query at the storage, good for some seconds.

    Raises:
        StorageAway: as far as the storage is asked at all, which is once for each office and session.
    """
    address = storage.here().evidence_address(document.tenant, document.id, str(document.storage_version))
    with concluding():
        opened(document.id)
    return address


def packed(request_id: UUID, files: int, lacking: int) -> None:
    """Note that somebody fetched all that was given to a request in one package."""
    audit.record("answer.packed", request_id, files=files, lacking=lacking)


def disputed(dispute_id: UUID, files: int) -> None:
    """Note that somebody of the office drew up the file of a dispute."""
    audit.record("dispute_file.drawn_up", dispute_id, files=files)
