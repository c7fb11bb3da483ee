"""Bringing a file from quarantine to the evidence. That has several commits; each leaves what the next try takes up.

A file waits in quarantine, is checked, copied to the evidence, locked, and only then recorded as stored, with its
event, in one commit; what may be given gets an errand for its copy in that commit.
"""

import hashlib
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from tempfile import TemporaryFile
from typing import BinaryIO, cast
from uuid import uuid4

from chassis import clock, errands
from chassis.db import transaction
from chassis.errands import Errand
from chassis.log import get_logger
from services.documents import storage
from services.documents.config import CHECK_WITHIN
from services.documents.files.domain.files import COPIED_AT_ONCE, GIVEN, State
from services.documents.files.domain.flaws import Flaw
from services.documents.files.models.files import Document
from services.documents.files.steps import files, scans, telling
from services.documents.gate.models.copies import Copy
from services.documents.gate.steps import alone, settle
from services.documents.scanning import NotScanned
from services.documents.storage.faults import Missing

log = get_logger()


def bring_in(errand: Errand, document: Document) -> None:
    """One try, safe to repeat: every step finds out by itself whether it was taken before.

    Raises:
        StorageAway, NotScanned, Stalled: nothing is known; try again.
    """
    if document.state == State.RECEIVING:
        files.end(errand, State.ABANDONED, why="interrupted")
    elif document.state != State.WAITING:  # it was kept, or ended, meanwhile
        with transaction():
            errands.settle(errand)
    else:
        try:
            _check(errand, document)
        except Missing:
            log.error("file_lost", document=errand.id)
            files.end(errand, State.LOST, why="not in quarantine")


def _check(errand: Errand, document: Document) -> None:
    if document.checked_by is None:
        flaw = _judge(errand, document)
        if flaw:
            files.end(errand, State.REFUSED, why=flaw, flaw=flaw)
            return
    _keep(errand, document)


def _judge(errand: Errand, document: Document) -> Flaw | None:
    """Examine a file and have it scanned; note that it passed, or say what is wrong with it."""
    with _fetched(document) as file:
        flaw = scans.flaw_of(file, document.media_type, errand.id)
    if flaw:
        return flaw
    with transaction():
        files.locked(errand.id).checked_by = scans.checker()
        errands.postpone(errand, clock.now() + CHECK_WITHIN)
    return None


@contextmanager
def _fetched(document: Document) -> Iterator[BinaryIO]:
    """A file from quarantine on the disk of this machine, for as long as it is looked at.

    Raises:
        Missing: it is gone, or no longer what was received. StorageAway. NotScanned: no room here.
    """
    with TemporaryFile() as file:
        digest = hashlib.sha256()
        for chunk in storage.here().quarantined_chunks(document.tenant, document.id):
            digest.update(chunk)
            try:
                file.write(chunk)
            except OSError as full:
                raise NotScanned(str(full)) from full
        if digest.hexdigest() != document.sha256:
            raise Missing
        file.flush()
        yield cast(BinaryIO, file)


def _keep(errand: Errand, document: Document) -> None:
    kept = files.keep(document)
    with transaction() as session:
        alone(document.request_id)
        document = files.note_kept(errand.id, kept)
        errands.settle(errand)
        telling.stored(document)
        if document.purpose in GIVEN:
            copy = Copy(document_id=uuid4(), original_id=document.id)
            session.add(copy)
            # The sender's own for a while: whoever sent a small file waits for its copy.
            own = errand.attempts == 0 and document.size <= COPIED_AT_ONCE
            errands.add(copy.document_id, clock.now() + (CHECK_WITHIN if own else timedelta()), files.COPY)
        settle(document)
    files.drop(errand)
