"""Making what staff see of a kept file before they open it. Nothing waits for it, and nothing is lost without it."""

import base64
from tempfile import TemporaryFile
from time import monotonic

from sqlalchemy import delete, select

from chassis import clock, confining
from chassis.db import transaction
from chassis.log import get_logger
from chassis.service import Runtime, runtime
from services.documents import storage
from services.documents.commands.checking import locked, ourselves
from services.documents.domain.files import Preview, State
from services.documents.models import previews
from services.documents.models.files import Document
from services.documents.storage.faults import Missing, StorageAway

log = get_logger()
EVERY = 60  # seconds between two rounds
ROUND = 20.0  # seconds after which a round begins no other file: files that wait for their check come first
OF_AN_OFFICE = 5  # files of one office in a round, so that one that brings many does not keep back the others
LARGEST = 64 << 20  # bytes: a larger file gets no preview
CPU_SECONDS, SECONDS = 40, 90
SEALED = "preview"


def preview_due(working: Runtime) -> None:
    """Make the previews that are missing, the newest files first; each round begins with another office."""
    codes = sorted(working.directory.codes())
    first = int(clock.now().timestamp()) // EVERY % max(len(codes), 1)
    until = monotonic() + ROUND
    for code in (*codes[first:], *codes[:first]):
        with working.acting(ourselves(code)):
            for document in _due():
                try:
                    make(document)
                except (StorageAway, confining.Stalled) as later:
                    log.warning("preview_waits", document=document.id, why=str(later))
                    return
                if monotonic() > until:
                    return


def _due() -> list[Document]:
    missing = select(Document).where(Document.state == State.STORED, Document.preview.is_(None))
    with transaction() as session:
        return list(session.scalars(missing.order_by(Document.stored_at.desc()).limit(OF_AN_OFFICE)))


def make(document: Document) -> None:
    """Make a file's preview, or note that there is none to be made.

    Raises:
        StorageAway, Stalled: nothing is known; try again.
    """
    try:
        words, thumbnail = _looked_at(document)
    except (confining.Overran, Missing) as broke:
        log.warning("preview_failed", document=document.id, why=str(broke))
        words, thumbnail = None, b""
    with transaction() as session:
        row = locked(document.id)
        if row.state != State.STORED or row.preview:
            return  # destroyed meanwhile, or another round was quicker
        if words is None:
            row.preview = Preview.NONE
            return
        row.preview = Preview.PICTURE if thumbnail else Preview.WORDS
        seal = runtime().sealer.seal
        session.add(
            previews.Preview(
                document_id=row.id,
                words=seal(words, SEALED),
                thumbnail=seal(base64.b64encode(thumbnail).decode(), SEALED) if thumbnail else None,
                made_at=clock.now(),
            )
        )


def _looked_at(document: Document) -> tuple[dict[str, object] | None, bytes]:
    if document.size > LARGEST:
        return None, b""
    with TemporaryFile() as copy:
        where = document.tenant, document.id, str(document.storage_version)
        copy.writelines(storage.here().evidence_chunks(*where, start=0, length=document.size))
        copy.flush()
        limits = {"cpu_seconds": CPU_SECONDS, "seconds": SECONDS}
        words, thumbnail = confining.run(
            "services.documents.previewing", copy, media_type=document.media_type, **limits
        )
        return words, thumbnail


def forget(document: Document) -> None:
    """Delete the preview of a file that is destroyed, in the running transaction."""
    with transaction() as session:
        session.execute(delete(previews.Preview).where(previews.Preview.document_id == document.id))
