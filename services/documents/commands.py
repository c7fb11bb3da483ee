"""What can be done with files. A file's way has several commits, and each leaves something the next try can take up.

An upload is announced before its first byte goes to the storage, so nothing lies there unknown. It then waits in
quarantine, is checked, copied to the evidence, locked, and only then recorded as stored, with its event, in one
commit. An errand stands for every file under way: when its process dies, the tick takes the errand up.
"""

import json
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import datetime
from itertools import groupby
from typing import BinaryIO
from uuid import UUID, uuid4

from sqlalchemy import select
from sqlalchemy.dialects.postgresql import insert

from chassis import audit, clock, errands, outbox
from chassis.audit_chain import Seal
from chassis.context import Context, current
from chassis.db import transaction
from chassis.errands import Errand, Overtaken
from chassis.errors import Problem
from chassis.log import get_logger
from chassis.service import Runtime, runtime
from contracts.audit import AuditSealed
from contracts.documents import DocumentStored
from contracts.objections import ObjectionFulfilled
from contracts.requests import RequestDecided
from services.documents import domain, scanning, storage
from services.documents.config import CHECK_WITHIN, KEEP_AT_LEAST, KEEP_SEALS, UPLOAD_WITHIN, Config
from services.documents.domain import Check, FileRefused, State
from services.documents.models import Document, Release
from services.documents.scanning import Incoming, NotScanned
from services.documents.storage import Lying, Storage
from services.documents.storage.faults import Missing, StorageAway

log = get_logger()
SEALS = "audit"  # folder of an office in the evidence
AT_ONCE = 50  # files of one round of the tick


@dataclass(frozen=True, slots=True)
class Upload:
    """What a sender says about a file before sending it. `sha256` is the digest it announces, if it does."""

    request_id: UUID
    purpose: str
    name: str
    size: int
    sha256: bytes | None


def receive(upload: Upload, body: BinaryIO) -> UUID:
    """Take a file in: type it, hash it, put it in quarantine, and check it at once if the scanner answers.

    Returns:
        The document's id; its state tells whether it is stored already or waits for the scanner.

    Raises:
        Invalid, FileRefused, TooLarge, CutShort: nothing is kept. StorageAway: nothing is kept, try again.
    """
    upload = replace(upload, name=domain.checked_name(upload.name))
    domain.format_of(upload.name)
    domain.check_size(upload.size)
    incoming = Incoming(body, upload.size)
    try:
        errand = _quarantine(upload, incoming)
    except Problem:
        incoming.drain()
        raise
    if attempt(errand) == State.REFUSED:
        raise FileRefused("Pemindai menemukan program berbahaya di dalam berkas ini. Bersihkan komputer asalnya.")
    return errand.id


def _quarantine(upload: Upload, incoming: Incoming) -> Errand:
    claimed = domain.format_of(upload.name)
    domain.check_content(upload.name, expected=claimed.signature, found=scanning.type_of(incoming.head))
    errand = _announce(upload, claimed)
    try:
        _take_in(errand, upload, incoming)
    except Problem as refused:
        _end(errand, State.REFUSED if isinstance(refused, FileRefused) else State.ABANDONED, why=refused.code)
        raise
    with transaction():
        document = _locked(errand.id)
        document.state = domain.next_state(State(document.state), State.WAITING)
        document.sha256 = incoming.sha256.hex()
        errands.postpone(errand, clock.now() + CHECK_WITHIN)
        audit.record("document.received", document.id, sha256=document.sha256)
    return errand


def _announce(upload: Upload, claimed: domain.Format) -> Errand:
    document = Document(
        id=uuid4(),
        request_id=upload.request_id,
        purpose=upload.purpose,
        name=upload.name,
        media_type=claimed.media_type,
        size=upload.size,
        state=State.RECEIVING,
        received_at=clock.now(),
    )
    with transaction() as session:
        session.add(document)
        audit.record("document.announced", document.id, request=document.request_id, size=document.size)
        return errands.add(document.id, clock.now() + UPLOAD_WITHIN)


def _take_in(errand: Errand, upload: Upload, incoming: Incoming) -> None:
    store = _storage()
    store.take_in(errand.tenant, errand.id, incoming)
    if upload.sha256 not in (None, incoming.sha256):
        raise FileRefused("Berkas berubah di perjalanan: isinya tidak sesuai Repr-Digest. Kirim kembali.")
    claimed = domain.format_of(upload.name)
    if claimed.is_container:
        file = store.open_quarantined(errand.tenant, errand.id, incoming.size)
        domain.check_content(upload.name, expected=claimed.media_type, found=scanning.container_type(file))


def attempt(errand: Errand) -> State:
    """Try to bring a file into the evidence; where that fails, say when to try again.

    Returns:
        Where the file stands now.
    """
    try:
        return _check(errand)
    except (NotScanned, StorageAway) as later:
        log.error("file_waits", document=errand.id, attempts=errand.attempts, why=str(later))
        with suppress(Overtaken), transaction():
            errands.postpone(errand, clock.now() + domain.pause(errand.attempts))
    except Overtaken as theirs:
        log.warning("file_overtaken", document=errand.id, why=str(theirs))
    return State.WAITING


def _check(errand: Errand) -> State:
    """One try, safe to repeat: every step finds out by itself whether it was taken before."""
    with transaction() as session:
        document = session.get_one(Document, (errand.tenant, errand.id))
    if document.state == State.RECEIVING:
        return _end(errand, State.ABANDONED, why="interrupted")
    store = _storage()
    try:
        if document.checked_by is None:
            finding = _scan(store, errand)
            if finding:
                return _end(errand, State.REFUSED, why=finding)
        return _store(store, errand, document)
    except Missing:
        log.error("file_lost", document=errand.id)
        return _end(errand, State.LOST, why="not in quarantine")


def _scan(store: Storage, errand: Errand) -> str | None:
    """Scan a file and note that it is clean; otherwise say what was found."""
    address = _config().clamd_address
    if address:
        finding = scanning.scan(address, store.quarantined_chunks(errand.tenant, errand.id))
        if finding:
            log.error("file_infected", document=errand.id, finding=finding)
            return finding
    with transaction():
        _locked(errand.id).checked_by = Check.CLAMD if address else Check.RULES
        errands.postpone(errand, clock.now() + CHECK_WITHIN)
    return None


def _store(store: Storage, errand: Errand, document: Document) -> State:
    where = errand.tenant, errand.id
    version = store.evidence_version(*where)  # a try that was killed after copying left it there
    if version is None:
        version = store.promote(*where, media_type=document.media_type, sha256=str(document.sha256))
    store.lock(*where, version, clock.now() + KEEP_AT_LEAST)
    with transaction():
        document = _locked(errand.id)
        document.state = domain.next_state(State(document.state), State.STORED)
        document.storage_version, document.stored_at = version, clock.now()
        errands.settle(errand)
        audit.record("document.stored", document.id, sha256=document.sha256, checked_by=document.checked_by)
        outbox.publish(
            DocumentStored(
                document_id=document.id,
                request_id=document.request_id,
                purpose=document.purpose,
                media_type=document.media_type,
                sha256=str(document.sha256),
                size=document.size,
            ),
            version=1,
        )
    _drop(store, errand)
    return State.STORED


def _end(errand: Errand, state: State, *, why: str) -> State:
    """Bring a file to an end that is not the evidence."""
    with transaction():
        document = _locked(errand.id)
        document.state = domain.next_state(State(document.state), state)
        errands.settle(errand)
        audit.record(f"document.{state}", document.id, why=why)
    _drop(_storage(), errand)
    return state


def _drop(store: Storage, errand: Errand) -> None:
    try:
        store.drop(errand.tenant, errand.id)
    except StorageAway as later:  # the sweep finds it: its row says that it needs no quarantine any more
        log.warning("left_in_quarantine", document=errand.id, why=str(later))


def release(said: RequestDecided | ObjectionFulfilled, at: datetime) -> None:
    """Give the files that a decision, or the answer to an objection, names to the applicant of the request."""
    with transaction() as session:
        for document_id in said.documents:
            values = {"request_id": said.request_id, "document_id": document_id, "released_at": at}
            session.execute(insert(Release).values(tenant=current().tenant, **values).on_conflict_do_nothing())
            audit.record("document.released", document_id, request=said.request_id)


def keep_seal(said: AuditSealed, version: int) -> None:
    """Lay the end of an audit chain where nobody can change it; told twice, it lies there twice and says the same.

    Raises:
        StorageAway: it is tried again.
    """
    body = json.dumps({"position": said.position, "hash": said.hash, "sealed_at": said.sealed_at.isoformat()})
    until = said.sealed_at + KEEP_SEALS
    _storage().keep(current().tenant, f"{SEALS}/{said.chain}/{version}.json", body.encode(), until)


def seals(service: str) -> list[Seal]:
    """What was sealed of a service's audit chain in the office in force.

    Raises:
        StorageAway.
    """
    found = (json.loads(body) for body in _storage().kept(current().tenant, f"{SEALS}/{service}"))
    return [Seal(seal["position"], bytes.fromhex(seal["hash"])) for seal in found]


def opened(document_id: UUID) -> None:
    """Note that somebody fetched a file."""
    audit.record("document.opened", document_id)


def attempt_due(working: Runtime) -> None:
    """Take up the files of all offices that are due: those that wait, and those whose process died."""
    try:
        storage.at(Config.of(working.settings).s3_url).prepare()
    except StorageAway as away:
        log.error("storage_away", why=repr(away.__cause__))
        return
    for errand in errands.claim(working.settings, lease=CHECK_WITHIN, at_most=AT_ONCE):
        with working.acting(_ourselves(errand.tenant)):
            attempt(errand)


def sweep(working: Runtime) -> None:
    """Remove from quarantine what no row needs there, and the parts of uploads that nobody will end."""
    store = storage.at(Config.of(working.settings).s3_url)
    given_up = store.give_up_uploads(older_than=UPLOAD_WITHIN, now=clock.now())
    if given_up:
        log.warning("uploads_given_up", count=given_up)
    for tenant, lying in groupby(store.in_quarantine(), lambda found: found.tenant):
        with working.acting(_ourselves(tenant)):
            _sweep_office(store, list(lying))


def _sweep_office(store: Storage, lying: list[Lying]) -> None:
    with transaction() as session:
        rows = session.execute(select(Document.id, Document.state).where(Document.id.in_([at.id for at in lying])))
        states = {row.id: State(row.state) for row in rows}
    for found in lying:
        if domain.is_orphan(states.get(found.id), clock.now() - found.since):
            log.warning("orphan_removed", document=found.id, state=states.get(found.id))
            store.drop(found.tenant, found.id)


def _ourselves(tenant: str) -> Context:
    return Context(tenant, "service:documents", frozenset({"service:documents"}))


def _locked(document_id: UUID) -> Document:
    with transaction() as session:
        return session.scalars(select(Document).where(Document.id == document_id).with_for_update()).one()


def _config() -> Config:
    return Config.of(runtime().settings)


def _storage() -> Storage:
    return storage.at(_config().s3_url)
