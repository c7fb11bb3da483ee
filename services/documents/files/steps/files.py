"""The steps by which every file comes: announced, received whole, brought to an end, or its row held."""

from dataclasses import dataclass, replace
from typing import NamedTuple
from uuid import UUID, uuid4

from sqlalchemy import select

from chassis import audit, clock, errands
from chassis.context import current
from chassis.db import transaction
from chassis.errands import Errand
from chassis.errors import NotFound
from chassis.log import get_logger
from services.documents import storage
from services.documents.config import CHECK_WITHIN, KEEP_AT_LEAST, UPLOAD_WITHIN
from services.documents.files.domain import formats
from services.documents.files.domain.files import State, next_state
from services.documents.files.domain.flaws import Flaw
from services.documents.files.models.files import Document
from services.documents.files.steps import requests
from services.documents.gate.domain.standing import Facts, standing
from services.documents.retention.steps import holds
from services.documents.storage.faults import StorageAway

log = get_logger()
FILE, COPY = "file", "copy"  # the kinds of their errands: no file waits for a long copy


@dataclass(frozen=True, slots=True)
class Upload:
    """What a sender says about a file before sending it. `sha256` is the digest it announces, if it does."""

    request_id: UUID
    purpose: str
    name: str
    size: int
    sha256: bytes | None


def judged(upload: Upload) -> Upload:
    """What can be judged before the first byte: the request, the name as it will be shown, and the size.

    Raises:
        UnknownRequest, Invalid, FileRefused, TooLarge. Unavailable: nobody can say whether there is such a request.
    """
    upload = replace(upload, name=formats.checked_name(upload.name))
    formats.format_of(upload.name)
    formats.check_size(upload.size)
    requests.number_of(upload.request_id)
    return upload


def announce(upload: Upload) -> Errand:
    """Write down that a file is coming, before anything of it lies anywhere."""
    document_id = uuid4()
    with transaction():
        write_down(document_id, upload, current().actor, current().name)
        return errands.add(document_id, clock.now() + UPLOAD_WITHIN, FILE)


def write_down(document_id: UUID, upload: Upload, brought_by: str, bringer: str | None) -> None:
    """Write down that a file is coming and whose it is, by actor and name, in the running transaction."""
    document = Document(
        id=document_id,
        request_id=upload.request_id,
        brought_by=brought_by,
        bringer=bringer or None,
        purpose=upload.purpose,
        name=upload.name,
        media_type=formats.format_of(upload.name).media_type,
        size=upload.size,
        state=State.RECEIVING,
        received_at=clock.now(),
    )
    with transaction() as session:
        session.add(document)
        audit.record("document.announced", document.id, request=document.request_id, size=document.size)


def received(errand: Errand, sha256: bytes) -> None:
    """Note that all of a file came in, with its digest; it waits for its check."""
    with transaction():
        document = locked(errand.id)
        document.state = next_state(State(document.state), State.WAITING)
        document.sha256 = sha256.hex()
        errands.postpone(errand, clock.now() + CHECK_WITHIN)
        audit.record("document.received", document.id, sha256=document.sha256)


def end(errand: Errand, state: State, *, why: str, flaw: Flaw | None = None) -> None:
    """Bring a file to an end that is not the evidence."""
    _end(errand, state, why, flaw)
    drop(errand)


def end_coming(errand: Errand, state: State, *, why: str, flaw: Flaw) -> None:
    """Bring a file to an end that is still coming; one that came in whole meanwhile, or ended, stays as it is.

    Raises:
        Overtaken: the tick took it up to give it up.
    """
    with transaction():
        if locked(errand.id).state != State.RECEIVING:
            return
        _end(errand, state, why, flaw)
    drop(errand)


def _end(errand: Errand, state: State, why: str, flaw: Flaw | None) -> None:
    with transaction():
        document = locked(errand.id)
        document.state, document.flaw = next_state(State(document.state), state), flaw
        document.standing = standing(Facts(state))
        errands.settle(errand)
        audit.record(f"document.{state}", document.id, why=why)


def drop(errand: Errand) -> None:
    """Remove a file from quarantine that needs it no more; what cannot be removed now the sweep finds by its row."""
    try:
        storage.here().drop(errand.tenant, errand.id)
    except StorageAway as later:
        log.warning("left_in_quarantine", document=errand.id, why=str(later))


class Kept(NamedTuple):
    """Under which version a file lies in the evidence, and whether the storage holds it."""

    version: str
    held: bool


def keep(document: Document) -> Kept:
    """Copy a checked file from quarantine to the evidence and lock it there; done again, it changes nothing.

    Raises:
        Missing: it is gone. StorageAway.
    """
    place, where = storage.here(), (document.tenant, document.id)
    version = place.evidence_version(*where)  # a try that was killed after copying left it there
    if version is None:
        version = place.promote(*where, media_type=document.media_type, sha256=str(document.sha256))
    place.lock(*where, version, clock.now() + KEEP_AT_LEAST)
    held = holds.is_held(document.request_id)
    if held:
        place.custody.hold(*where, version, on=True)
    return Kept(version, held)


def note_kept(document_id: UUID, evidence: Kept) -> Document:
    """Write down in the running transaction that a file lies in the evidence."""
    with transaction():
        document = locked(document_id)
        document.state = next_state(State(document.state), State.STORED)
        document.storage_version, document.stored_at, document.held = evidence.version, clock.now(), evidence.held
        audit.record("document.stored", document_id, sha256=document.sha256, checked_by=document.checked_by)
    return document


def locked(document_id: UUID) -> Document:
    """A file's row, held until the running transaction ends.

    Raises:
        NotFound: this office has no such file.
    """
    with transaction() as session:
        found = session.scalar(select(Document).where(Document.id == document_id).with_for_update())
    if found is None:
        raise NotFound
    return found
