"""Bringing a file from quarantine to the evidence. That has several commits; each leaves what the next try takes up.

A file waits in quarantine, is checked, copied to the evidence, locked, and only then recorded as stored, with its
event, in one commit; last, what may be given is looked at by the release gate's checker. An errand stands for every
file under way: when its process dies, the tick takes the errand up.
"""

import hashlib
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import timedelta
from tempfile import TemporaryFile
from typing import BinaryIO, cast
from uuid import UUID

from sqlalchemy import select

from chassis import audit, clock, errands
from chassis.confining import Stalled
from chassis.db import transaction
from chassis.errands import Errand, Overtaken
from chassis.log import get_logger
from chassis.service import Runtime
from services.documents import storage
from services.documents.commands import clearing, holding, judging, papers, telling
from services.documents.commands.rounds import ourselves
from services.documents.config import CHECK_WITHIN, KEEP_AT_LEAST, Config
from services.documents.domain.files import GIVEN, State, ended, next_state, pause
from services.documents.domain.flaws import Flaw
from services.documents.models.files import Document
from services.documents.models.previews import Unpreviewed
from services.documents.queries import files
from services.documents.scanning import NotScanned
from services.documents.storage import Storage
from services.documents.storage.faults import Missing, StorageAway

log = get_logger()
AT_ONCE = 50  # files of one round of the tick
LOOKED_AT_ONCE = 5 << 20  # bytes: whoever sends more does not wait until the gate's checker has read it


def attempt(errand: Errand) -> State:
    """Try to bring a file into the evidence; where that fails, say when to try again.

    Returns:
        Where the file stands now.
    """
    with patiently(errand):
        return _check(errand)
    return State.WAITING


@contextmanager
def patiently(errand: Errand) -> Iterator[None]:
    """Where a try fails for want of scanner, machine or storage, say when to try again."""
    try:
        yield
    except (NotScanned, Stalled, StorageAway) as later:
        log.error("file_waits", document=errand.id, attempts=errand.attempts, why=str(later))
        with suppress(Overtaken), transaction():
            errands.postpone(errand, clock.now() + pause(errand.attempts))
    except Overtaken as theirs:
        log.warning("file_overtaken", document=errand.id, why=str(theirs))


def _check(errand: Errand) -> State:
    """One try, safe to repeat: every step finds out by itself whether it was taken before."""
    with transaction() as session:
        document = session.get(Document, (errand.tenant, errand.id))
    if document is None:
        return papers.check(errand)
    return _go_on(errand, document)


def _go_on(errand: Errand, document: Document) -> State:
    if document.state == State.RECEIVING:
        return end(errand, State.ABANDONED, why="interrupted")
    if document.state == State.STORED:
        clearing.look(errand, document)
        return State.STORED
    if ended(State(document.state)):  # meanwhile: its schedule had run out before the gate's checker read it
        with transaction():
            errands.settle(errand)
        return State(document.state)
    store = storage.here()
    try:
        if document.checked_by is None:
            flaw = _judge(store, errand, document)
            if flaw:
                return end(errand, State.REFUSED, why=flaw, flaw=flaw)
        return _store(store, errand, document)
    except Missing:
        log.error("file_lost", document=errand.id)
        return end(errand, State.LOST, why="not in quarantine")


def _judge(store: Storage, errand: Errand, document: Document) -> Flaw | None:
    """Examine a file and have it scanned; note that it passed, or say what is wrong with it."""
    with _fetched(store, errand, document) as file:
        flaw = judging.flaw_of(file, document.media_type, errand.id)
    if flaw:
        return flaw
    with transaction():
        locked(errand.id).checked_by = judging.checker()
        errands.postpone(errand, clock.now() + CHECK_WITHIN)
    return None


@contextmanager
def _fetched(store: Storage, errand: Errand, document: Document) -> Iterator[BinaryIO]:
    """A file from quarantine on the disk of this machine, for as long as it is looked at.

    Raises:
        Missing: it is gone, or no longer what was received. StorageAway. NotScanned: no room here.
    """
    with TemporaryFile() as file:
        digest = hashlib.sha256()
        for chunk in store.quarantined_chunks(errand.tenant, errand.id):
            digest.update(chunk)
            try:
                file.write(chunk)
            except OSError as full:
                raise NotScanned(str(full)) from full
        if digest.hexdigest() != document.sha256:
            raise Missing
        file.flush()
        yield cast(BinaryIO, file)


def _store(store: Storage, errand: Errand, document: Document) -> State:
    where = errand.tenant, errand.id
    version = store.evidence_version(*where)  # a try that was killed after copying left it there
    if version is None:
        version = store.promote(*where, media_type=document.media_type, sha256=str(document.sha256))
    store.lock(*where, version, clock.now() + KEEP_AT_LEAST)
    held = holding.is_held(document.request_id)
    if held:
        store.custody.hold(*where, version, on=True)
    with transaction() as session:
        document = locked(errand.id)
        document.state = next_state(State(document.state), State.STORED)
        document.storage_version, document.stored_at, document.held = version, clock.now(), held
        given, now = document.purpose in GIVEN, document.size <= LOOKED_AT_ONCE
        if given:
            errands.postpone(errand, clock.now() + CHECK_WITHIN if now else clock.now())
        else:
            errands.settle(errand)
        session.add(Unpreviewed(document_id=document.id, due_at=clock.now()))
        audit.record("document.stored", document.id, sha256=document.sha256, checked_by=document.checked_by)
        if not files.is_copy(document):  # of which nobody hears before it is approved
            telling.stored(document)
    _drop(store, errand)
    if given and now:
        clearing.look(errand, document)
    return State.STORED


def end(errand: Errand, state: State, *, why: str, flaw: Flaw | None = None) -> State:
    """Bring a file to an end that is not the evidence."""
    _end(errand, state, why, flaw)
    _drop(storage.here(), errand)
    return state


def _end(errand: Errand, state: State, why: str, flaw: Flaw | None) -> None:
    with transaction():
        document = locked(errand.id)
        document.state, document.flaw = next_state(State(document.state), state), flaw
        errands.settle(errand)
        audit.record(f"document.{state}", document.id, why=why)


def end_coming(errand: Errand, state: State, *, why: str, flaw: Flaw) -> None:
    """Bring a file to an end that is still coming; one that came in whole meanwhile, or ended, stays as it is.

    Raises:
        Overtaken: the tick took it up to give it up.
    """
    with transaction():
        if locked(errand.id).state != State.RECEIVING:
            return
        _end(errand, state, why, flaw)
    _drop(storage.here(), errand)


def _drop(store: Storage, errand: Errand) -> None:
    try:
        store.drop(errand.tenant, errand.id)
    except StorageAway as later:  # the sweep finds it: its row says that it needs no quarantine any more
        log.warning("left_in_quarantine", document=errand.id, why=str(later))


def attempt_due(working: Runtime) -> None:
    """Take up the files and papers of all offices that are due."""
    for errand in due(working):
        with working.acting(ourselves(errand.tenant)):
            attempt(errand)


def due(working: Runtime, kind: str = "", *, lease: timedelta = CHECK_WITHIN) -> Iterator[Errand]:
    """The files of all offices that are due: those that wait, and those whose process died. None without a storage."""
    try:
        storage.of(Config.of(working.settings)).prepare()
    except StorageAway as away:
        log.error("storage_away", why=repr(away.__cause__))
        return
    yield from errands.claim(working.settings, lease=lease, at_most=AT_ONCE, kind=kind)


def locked(document_id: UUID) -> Document:
    """A file's row, held until the running transaction ends."""
    with transaction() as session:
        return session.scalars(select(Document).where(Document.id == document_id).with_for_update()).one()
