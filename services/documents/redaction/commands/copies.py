"""Making the copy of a file: anew from what a reader sees, with boxes or masks where it is a redacted one.

A copy has an errand, whose id is that of the file to come. Until it came in whole the tick makes it, again where a
process died; from then on it is kept like any file. Of which file it is the copy is written down before anything else.
"""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from time import monotonic
from typing import Any, BinaryIO, cast

from chassis import audit, clock, errands
from chassis.confining import Overran
from chassis.db import transaction
from chassis.errands import Errand
from chassis.errors import NotFound
from chassis.log import get_logger
from chassis.offices import local, this_office
from services.documents import copies, storage
from services.documents.config import CHECK_WITHIN
from services.documents.files.domain.files import Check, State
from services.documents.files.models.files import Document
from services.documents.files.queries.files import Damaged, NotReady, stored
from services.documents.files.steps import files
from services.documents.files.steps.files import Upload
from services.documents.gate.domain import findings as gate
from services.documents.gate.domain.findings import Finding, Kind
from services.documents.gate.models.clearances import Clearance
from services.documents.gate.models.copies import Copy
from services.documents.gate.steps import alone, settle_by_id
from services.documents.previews.models import Unpreviewed
from services.documents.readers import personal
from services.documents.redaction import annex
from services.documents.redaction.domain import log as redaction_log
from services.documents.redaction.domain.copy_names import release_name
from services.documents.redaction.domain.masks import MASKABLE, check_hits
from services.documents.redaction.domain.redactions import MissedMark, Stage
from services.documents.redaction.models import Redaction
from services.documents.redaction.queries import redacted_files
from services.documents.redaction.queries import redactions as queries
from services.documents.scanning import Incoming
from statute.calendar import long_date

log = get_logger()
SENDER_WAITS = 15.0  # seconds that who sent a file waits for its copy
_TOO_COMPLEX = "Berkas ini terlalu rumit untuk dibuatkan salinan. Bagi berkasnya, atau kirim dalam bentuk lain."


class _TooLong(Exception):
    """Whoever sent the file waits no longer: the tick makes the copy."""


def make(errand: Errand) -> None:
    """Make the copy that an errand stands for, unless it came in whole before, and keep it.

    Raises:
        StorageAway, Stalled: nothing is known; try again.
    """
    try:
        if _is_made(errand) or _made(errand):
            _keep(errand)
    except _TooLong:
        with transaction():
            errands.postpone(errand, clock.now())


def set_aside(errand: Errand) -> None:
    """Say of a copy that no try could make it."""
    _fail(errand, _TOO_COMPLEX)


def _is_made(errand: Errand) -> bool:
    with transaction() as session:
        document = session.get(Document, (errand.tenant, errand.id))
    return document is not None and document.state != State.RECEIVING


def _made(errand: Errand) -> bool:
    """Make a copy and put it into quarantine; where that cannot be, its errand is over."""
    with transaction() as session:
        copy = session.get_one(Copy, (errand.tenant, errand.id))
        redaction = session.get(Redaction, (errand.tenant, copy.redaction_id)) if copy.redaction_id else None
    if redaction and (redaction.stage != Stage.PROPOSED or redaction.copy_id != errand.id):
        _call_off(errand)
        return False
    try:
        original = stored(copy.original_id)
        with queries.fetched(original) as file:
            made = copies.make(file, original.media_type, **_asked(copy, redaction, original), progress=_noting(errand))
        with made.content:
            if redaction:
                check_hits(queries.masks_of(redaction), made.missed)
            _take_in(errand, redaction, original, made)
    except Overran as burst:
        log.error("copy_overran", copy=errand.id, original=copy.original_id, why=str(burst))
        _fail(errand, _TOO_COMPLEX)
        return False
    except (MissedMark, Damaged, NotReady, NotFound) as gone:  # the original is not what it was, or a mark hits nothing
        _fail(errand, gone.detail or gone.title)
        return False
    return True


def _asked(copy: Copy, redaction: Redaction | None, original: Document) -> dict[str, Any]:
    at = clock.now().replace(microsecond=0)
    title = str(redaction.file_name if redaction else original.name).rpartition(".")[0]
    if redaction is None:
        return {"title": title, "made_on": at}
    names = queries.words_hidden(copy)
    if original.media_type in MASKABLE:
        masks = queries.masks_of(redaction)
        grounds = {"grounds": redaction_log.grounds(masks)}
        return {"title": title, "made_on": at, "names": names, "masks": [one.told() for one in masks], "log": grounds}
    by_page, boxes = defaultdict[int, list[Any]](list), queries.boxes_of(redaction)
    for box in boxes:
        by_page[box.page].append((box.x, box.y, box.width, box.height, box.ground))
    on = local(at)
    told = {"office": this_office().name, "name": redaction.file_name, "made": long_date(on.date())}
    behind = annex.render(told | redaction_log.told(boxes), on)
    return {"title": title, "made_on": at, "names": names, "boxes": by_page, "annex": behind}


def _noting(errand: Errand) -> Any:
    since = monotonic()

    def note(done: int, whole: int) -> None:
        if errand.attempts == 0 and monotonic() - since > SENDER_WAITS:
            raise _TooLong
        with transaction() as session:
            errands.postpone(errand, clock.now() + CHECK_WITHIN)
            copy = session.get_one(Copy, (errand.tenant, errand.id))
            copy.done, copy.whole = done, whole

    return note


def _take_in(errand: Errand, redaction: Redaction | None, original: Document, made: copies.Copy) -> None:
    """Write down that a copy is coming before anything of it lies anywhere; then lay it down, and what it says."""
    name = str(redaction.file_name) if redaction else release_name(original.name, made.extension)
    upload = Upload(original.request_id, original.purpose, name, made.size, None)
    with transaction() as session:
        announced = session.get(Document, (errand.tenant, errand.id))
        if announced is None:  # else a try that was killed on its way announced it
            by = (
                (str(redaction.proposed_by), redaction.proposer)
                if redaction
                else (original.brought_by, original.bringer)
            )
            files.write_down(errand.id, upload, *by)
        else:
            announced.size = made.size
    incoming = Incoming(cast(BinaryIO, made.content), made.size)
    storage.here().take_in(errand.tenant, errand.id, incoming)
    with transaction() as session:
        files.received(errand, incoming.sha256)
        files.locked(errand.id).checked_by = Check.MADE
        copy = session.get_one(Copy, (errand.tenant, errand.id))
        copy.readable, copy.losses, copy.made_at = made.readable, list(made.losses), clock.now()
        document = files.locked(errand.id)
        hidden = queries.words_hidden(copy) if redaction else ()
        grounds = redacted_files.grounds_in(document if redaction else original)
        session.add(_clearance(document, [*_named(document.name, hidden), *_found(made)], grounds))


def _named(name: str, hidden: Sequence[str]) -> Iterator[Finding]:
    """What is personal in the name of a copy."""
    for match in personal.find(name, hidden):
        yield Finding(match.kind, "nama berkas", match.sample)


def _found(made: copies.Copy) -> Iterator[Finding]:
    """What is personal in a copy, or may be, since nothing here could read it."""
    yield from made.findings
    if not made.readable:
        yield Finding(Kind.UNREAD, "sebagian halaman")


def _clearance(document: Document, findings: Sequence[Finding], grounds: list[str]) -> Clearance:
    findings = gate.limited(findings)
    kinds = sorted({finding.kind for finding in findings})
    audit.record("document.looked_at", document.id, sha256=document.sha256, findings=kinds)
    return Clearance(
        document_id=document.id,
        sha256=str(document.sha256),
        checker=gate.CHECKER,
        findings=[finding.told() for finding in findings],
        blackened=grounds,
        checked_at=clock.now(),
    )


def _keep(errand: Errand) -> None:
    with transaction() as session:
        document = session.get_one(Document, (errand.tenant, errand.id), populate_existing=True)
        if document.state != State.WAITING:  # it ended, or was kept, meanwhile
            errands.settle(errand)
            return
    kept = files.keep(document)
    with transaction() as session:
        alone(document.request_id)
        files.note_kept(errand.id, kept)
        errands.settle(errand)
        session.add(Unpreviewed(document_id=errand.id, due_at=clock.now()))
        settle_by_id(errand.id)
    files.drop(errand)


def _fail(errand: Errand, why: str) -> None:
    """Say that there will be no copy; a proposal can be returned, an original can be given as it is."""
    with transaction() as session:
        copy = session.get_one(Copy, (errand.tenant, errand.id))
        copy.fault = why
        errands.settle(errand)
        audit.record("copy.failed", errand.id, original=copy.original_id)
        if copy.redaction_id:
            session.get_one(Redaction, (errand.tenant, copy.redaction_id), with_for_update=True).version += 1
        else:
            settle_by_id(copy.original_id)


def _call_off(errand: Errand) -> None:
    """Settle the errand of a proposal that was returned."""
    with transaction() as session:
        announced = session.get(Document, (errand.tenant, errand.id))
        if announced is None:
            session.delete(session.get_one(Copy, (errand.tenant, errand.id)))
            errands.settle(errand)
            return
    files.end(errand, State.ABANDONED, why="called off")
