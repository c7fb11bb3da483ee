"""Taking files in: an upload is announced before its first byte goes to the storage, so nothing lies there unknown."""

from contextlib import suppress
from typing import BinaryIO

from chassis import clock, errands
from chassis.db import transaction
from chassis.errands import Errand, Overtaken
from chassis.errors import Problem
from services.documents import scanning, storage
from services.documents.files.domain import formats
from services.documents.files.domain.files import State
from services.documents.files.domain.flaws import SENTENCES, Flaw
from services.documents.files.domain.formats import FileRefused
from services.documents.files.steps import files
from services.documents.files.steps.files import Upload
from services.documents.scanning import Incoming


def receive(upload: Upload, body: BinaryIO) -> Errand:
    """Take a file in: type it, hash it, put it in quarantine.

    Returns:
        What is still to be done: its check.

    Raises:
        UnknownRequest, Invalid, FileRefused, TooLarge, CutShort: nothing is kept.
        Unavailable, StorageAway: nothing is kept, try again.
    """
    incoming = Incoming(body, upload.size)
    try:
        return _quarantine(files.judged(upload), incoming)
    except Problem:
        incoming.drain()
        raise


def _quarantine(upload: Upload, incoming: Incoming) -> Errand:
    claimed = formats.format_of(upload.name)
    formats.check_content(upload.name, expected=claimed.signature, found=scanning.type_of(incoming.head))
    errand = files.announce(upload)
    try:
        _take_in(errand, upload, incoming)
    except FileRefused as refused:
        files.end(errand, State.REFUSED, why=refused.code, flaw=Flaw.ALTERED)
        raise
    except Problem as broken:
        files.end(errand, State.ABANDONED, why=broken.code)
        raise
    files.received(errand, incoming.sha256)
    return errand


def _take_in(errand: Errand, upload: Upload, incoming: Incoming) -> None:
    storage.here().take_in(errand.tenant, errand.id, incoming)
    if upload.sha256 not in (None, incoming.sha256):
        raise FileRefused(SENTENCES[Flaw.ALTERED])


def leave(copy: Errand) -> None:
    """Leave a copy to the tick that its sender does not wait for."""
    with suppress(Overtaken), transaction():
        errands.postpone(copy, clock.now())
