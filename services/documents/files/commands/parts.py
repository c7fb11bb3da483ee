"""Taking files in part by part: whoever was cut off asks which parts are there and goes on, hours later if need be."""

from contextlib import suppress
from typing import BinaryIO
from uuid import UUID

from chassis.context import current
from chassis.db import transaction
from chassis.errands import Errand, Overtaken
from chassis.transitions import NoTransition
from services.documents import scanning, storage
from services.documents.files.domain import formats, parts
from services.documents.files.domain.files import PART, State
from services.documents.files.domain.flaws import Flaw
from services.documents.files.domain.formats import FileRefused
from services.documents.files.domain.parts import UploadOver
from services.documents.files.models.files import Document
from services.documents.files.steps import files
from services.documents.files.steps.files import Upload
from services.documents.storage.faults import Missing


def begin(upload: Upload) -> Document:
    """Announce a file that will come in parts.

    Raises:
        UnknownRequest, Invalid, FileRefused, TooLarge, Unavailable, StorageAway: see `steps.files`.
    """
    errand = files.announce(files.judged(upload))
    store = storage.here()
    store.prepare()
    key = store.file_parts.begin(errand.tenant, errand.id)
    with transaction():
        document = files.locked(errand.id)
        document.parts_key = key
        return document


def under_way(document_id: UUID) -> Document:
    """A file that is still coming in parts.

    Raises:
        UploadOver.
    """
    document = _found(document_id)
    if document.state != State.RECEIVING:
        raise UploadOver
    return document


def there(document: Document) -> list[int]:
    """The numbers of the parts that have come.

    Raises:
        UploadOver, StorageAway.
    """
    try:
        return storage.here().file_parts.there(document.tenant, document.id, str(document.parts_key))
    except Missing as over:
        raise UploadOver from over


def put(document_id: UUID, number: int, body: BinaryIO, size: int) -> Document:
    """Take a part in; sent again, it takes the place of the one before. The first one shows the kind of the file.

    Raises:
        Invalid: it is not the size that this part has. FileRefused: the upload is over. UploadOver, CutShort,
        StorageAway.
    """
    document = under_way(document_id)
    parts.check_size(size, document.size, number, PART)
    content = b"".join(scanning.pieces(body, size))
    if number == 1:
        _judge_head(document, content[: scanning.HEAD])
    try:
        storage.here().file_parts.put(document.tenant, document.id, str(document.parts_key), number, content)
    except Missing as over:
        raise UploadOver from over
    return document


def complete(document_id: UUID) -> Errand | None:
    """Make one file of the parts; said again, or twice at once, it changes nothing.

    Returns:
        What is still to be done: its check. None where that is not this caller's.

    Raises:
        PartsMissing, UploadOver, StorageAway.
    """
    document = _found(document_id)
    if document.state != State.RECEIVING:
        return None
    try:
        return _complete(document)
    except Overtaken as late:  # the tick is about to give it up
        raise UploadOver from late
    except (UploadOver, Missing, NoTransition):
        if _found(document_id).state == State.RECEIVING:
            raise
        return None  # somebody else who said so was faster


def _complete(document: Document) -> Errand:
    store, errand = storage.here(), _errand(document)
    try:
        parts.check_all_there(there(document), document.size, PART)
        store.file_parts.complete(document.tenant, document.id, str(document.parts_key))
    except (UploadOver, Missing):  # joined already, by who died after it or is not done yet
        if not store.lies_in_quarantine(document.tenant, document.id):
            raise
    files.received(errand, scanning.sha256(store.quarantined_chunks(document.tenant, document.id)))
    return errand


def _judge_head(document: Document, head: bytes) -> None:
    claimed = formats.format_of(document.name)
    try:
        formats.check_content(document.name, expected=claimed.signature, found=scanning.type_of(head))
    except FileRefused as refused:
        with suppress(Overtaken):
            files.end_coming(_errand(document), State.REFUSED, why=refused.code, flaw=Flaw.OTHER_KIND)
        raise


def _found(document_id: UUID) -> Document:
    with transaction() as session:
        document = session.get(Document, (current().tenant, document_id))
    if document is None or document.parts_key is None or document.state == State.ABANDONED:
        raise UploadOver
    return document


def _errand(document: Document) -> Errand:
    """The errand as it was announced: once the tick took it up, the upload is no longer its sender's."""
    return Errand(document.tenant, document.id, 0)
