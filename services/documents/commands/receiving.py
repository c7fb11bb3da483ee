"""Taking files in: an upload is announced before its first byte goes to the storage, so nothing lies there unknown."""

from dataclasses import dataclass, replace
from typing import BinaryIO
from uuid import UUID, uuid4

from chassis import audit, clock, errands
from chassis.context import current
from chassis.db import transaction
from chassis.errands import Errand
from chassis.errors import Problem
from services.documents import scanning, storage
from services.documents.commands import checking, knowing
from services.documents.config import CHECK_WITHIN, UPLOAD_WITHIN
from services.documents.domain import formats
from services.documents.domain.files import State, next_state
from services.documents.domain.flaws import SENTENCES, Flaw
from services.documents.domain.formats import FileRefused
from services.documents.models.files import Document
from services.documents.scanning import Incoming


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
        UnknownRequest, Invalid, FileRefused, TooLarge, CutShort: nothing is kept.
        Unavailable, StorageAway: nothing is kept, try again.
    """
    incoming = Incoming(body, upload.size)
    try:
        errand = _quarantine(judged(upload), incoming)
    except Problem:
        incoming.drain()
        raise
    return checked(errand)


def judged(upload: Upload) -> Upload:
    """What can be judged before the first byte: the request, the name as it will be shown, and the size.

    Raises:
        UnknownRequest, Invalid, FileRefused, TooLarge. Unavailable: nobody can say whether there is such a request.
    """
    upload = replace(upload, name=formats.checked_name(upload.name))
    formats.format_of(upload.name)
    formats.check_size(upload.size)
    knowing.number_of(upload.request_id)
    return upload


def checked(errand: Errand) -> UUID:
    """Check a file that came in whole, at once if that is possible.

    Raises:
        FileRefused: it did not pass.
    """
    if checking.attempt(errand) == State.REFUSED:
        raise FileRefused(checking.locked(errand.id).why or "")
    return errand.id


def _quarantine(upload: Upload, incoming: Incoming) -> Errand:
    claimed = formats.format_of(upload.name)
    formats.check_content(upload.name, expected=claimed.signature, found=scanning.type_of(incoming.head))
    errand = announce(upload)
    try:
        _take_in(errand, upload, incoming)
    except FileRefused as refused:
        checking.end(errand, State.REFUSED, why=refused.code, flaw=Flaw.ALTERED)
        raise
    except Problem as broken:
        checking.end(errand, State.ABANDONED, why=broken.code)
        raise
    received(errand, incoming.sha256)
    return errand


def received(errand: Errand, sha256: bytes) -> None:
    """Note that all of a file came in, with its digest; it waits for its check."""
    with transaction():
        document = checking.locked(errand.id)
        document.state = next_state(State(document.state), State.WAITING)
        document.sha256 = sha256.hex()
        errands.postpone(errand, clock.now() + CHECK_WITHIN)
        audit.record("document.received", document.id, sha256=document.sha256)


def announce(upload: Upload) -> Errand:
    """Write down that a file is coming, before anything of it lies anywhere."""
    document_id = uuid4()
    with transaction():
        write_down(document_id, upload, current().actor, current().name)
        return errands.add(document_id, clock.now() + UPLOAD_WITHIN)


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


def _take_in(errand: Errand, upload: Upload, incoming: Incoming) -> None:
    storage.here().take_in(errand.tenant, errand.id, incoming)
    if upload.sha256 not in (None, incoming.sha256):
        raise FileRefused(SENTENCES[Flaw.ALTERED])
