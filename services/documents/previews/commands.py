"""Making what staff see of a kept file before they open it. Nothing waits for it, and nothing is lost without it."""

import base64
from datetime import timedelta
from tempfile import TemporaryFile
from time import monotonic

from sqlalchemy import select

from chassis import clock, confining, system
from chassis.db import transaction
from chassis.log import get_logger
from chassis.service import Runtime, runtime
from services.documents import storage
from services.documents.files.models.files import Document
from services.documents.files.steps.files import locked
from services.documents.files.steps.offices import apart, turned
from services.documents.previews import models as previews
from services.documents.previews.domain import SEALED, Preview, preview_of
from services.documents.previews.models import Unpreviewed
from services.documents.storage.faults import StorageAway

log = get_logger()
EVERY = 60  # seconds between two rounds
ROUND = 20.0  # seconds after which a round begins no other file: its lane waits for it
OF_AN_OFFICE = 5  # files of one office in a round, so that one that brings many does not keep back the others
LARGEST = 64 << 20  # bytes: a larger file gets no preview
CPU_SECONDS, SECONDS = 40, 90
AGAIN, MOST_TRIES = timedelta(minutes=10), 2  # for a file that could not be read, as by a reader that was killed
_OFFICES = "select distinct tenant from unpreviewed where due_at <= %s order by tenant"


def preview_due(working: Runtime) -> None:
    """Make the previews that are missing, the newest files first; each round begins with another office."""
    until = monotonic() + ROUND
    with apart(working) as visit:
        for code in turned(waiting_offices(working), EVERY):
            with visit(code):
                for document in _due():
                    try:
                        make(document)
                    except confining.Stalled as later:
                        log.warning("preview_waits", document=document.id, why=str(later))
                        return
                    if monotonic() > until:
                        return


def waiting_offices(working: Runtime) -> list[str]:
    """The offices that wait for a preview."""
    with system.connect(working.settings, "tick") as connection:
        return [code for (code,) in connection.execute(_OFFICES, [clock.now()])]


def _due() -> list[Document]:
    same = (Unpreviewed.tenant == Document.tenant) & (Unpreviewed.document_id == Document.id)
    missing = select(Document).join(Unpreviewed, same).where(Unpreviewed.due_at <= clock.now())
    with transaction() as session:
        return list(session.scalars(missing.order_by(Document.stored_at.desc()).limit(OF_AN_OFFICE)))


def make(document: Document) -> None:
    """Make a file's preview, or note that there is none to be made; what cannot be read is tried once more, later.

    Raises:
        StorageAway, Stalled: nothing is known; try again.
    """
    failed = False
    try:
        words, thumbnail = _looked_at(document)
    except (confining.Overran, StorageAway) as broke:
        if isinstance(broke, StorageAway) and not storage.here().custody.answers():
            raise
        log.warning("preview_failed", document=document.id, why=str(broke))
        failed, words, thumbnail = True, None, b""
    with transaction() as session:
        row = locked(document.id)
        waiting = session.get(Unpreviewed, (row.tenant, row.id))
        if waiting is None:
            return  # destroyed meanwhile, or another round was quicker
        waiting.tries, waiting.due_at = waiting.tries + 1, clock.now() + AGAIN
        if failed and waiting.tries < MOST_TRIES:
            return
        session.delete(waiting)
        if words is None:
            row.preview = Preview.TOO_LARGE if row.size > LARGEST else Preview.NONE
            return
        row.preview = preview_of(row.media_type, is_drawn=bool(thumbnail))
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
        words, thumbnail = confining.run(
            "services.documents.previewing",
            copy,
            cpu_seconds=CPU_SECONDS,
            seconds=SECONDS,
            behind=True,
            media_type=document.media_type,
        )
        return words, thumbnail
