"""Bringing a file from quarantine to the evidence. That has several commits; each leaves what the next try takes up.

A file waits in quarantine, is checked, copied to the evidence, locked, and only then recorded as stored, with its
event, in one commit; last, what may be given is looked at by the release gate's checker.
"""

import hashlib
from collections.abc import Iterator
from contextlib import contextmanager
from tempfile import TemporaryFile
from typing import BinaryIO, cast

from chassis import clock, errands
from chassis.db import transaction
from chassis.errands import Errand
from chassis.log import get_logger
from services.documents import storage
from services.documents.config import CHECK_WITHIN
from services.documents.domain.files import GIVEN, State, ended
from services.documents.domain.flaws import Flaw
from services.documents.models.files import Document
from services.documents.queries.files import is_copy
from services.documents.scanning import NotScanned
from services.documents.steps import files, gate, scans, telling
from services.documents.storage.faults import Missing

log = get_logger()
LOOKED_AT_ONCE = 5 << 20  # bytes: whoever sends more does not wait until the gate's checker has read it


def bring_in(errand: Errand, document: Document) -> None:
    """One try, safe to repeat: every step finds out by itself whether it was taken before.

    Raises:
        StorageAway, NotScanned, Stalled: nothing is known; try again.
    """
    if document.state == State.RECEIVING:
        files.end(errand, State.ABANDONED, why="interrupted")
    elif document.state == State.STORED:
        gate.look(errand, document)
    elif ended(State(document.state)):  # meanwhile: its schedule had run out before the gate's checker read it
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
    given, now = document.purpose in GIVEN, document.size <= LOOKED_AT_ONCE
    with transaction():
        document = files.note_kept(errand.id, kept)
        if given:
            errands.postpone(errand, clock.now() + CHECK_WITHIN if now else clock.now())
        else:
            errands.settle(errand)
        if not is_copy(document):  # of which nobody hears before it is approved
            telling.stored(document)
    files.drop(errand)
    if given and now:
        gate.look(errand, document)
