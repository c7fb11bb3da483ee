"""Making the blackened copy of a proposal, and bringing it into the evidence the way of every file.

A proposal has an errand, whose id is that of the copy to come. Until the copy came in whole, the tick makes it, again
where a process died; from then on it is checked and stored like any file. That it is a copy is written down before
anything else, so that nobody is given it before a second person approved it.
"""

import base64
from collections import defaultdict
from datetime import UTC, datetime
from io import BytesIO
from typing import Any, TypedDict
from uuid import UUID

from sqlalchemy import select

from chassis import audit, clock, confining, errands
from chassis.confining import Overran
from chassis.db import transaction
from chassis.errands import Errand
from chassis.errors import NotFound
from chassis.log import get_logger
from chassis.offices import local, this_office
from services.documents import storage
from services.documents.domain import redaction_log
from services.documents.domain.files import Purpose, State
from services.documents.domain.masks import MASKABLE, check_hits
from services.documents.domain.redactions import MissedMark, Stage
from services.documents.models.files import Document
from services.documents.models.redactions import RedactedCopy, Redaction
from services.documents.queries import redactions as queries
from services.documents.queries.files import Damaged, NotReady, stored
from services.documents.redaction import annex
from services.documents.scanning import Incoming
from services.documents.steps import evidence, files
from services.documents.steps.files import Upload
from statute.calendar import long_date

log = get_logger()
_CPU_SECONDS, _SECONDS = (20, 5), (60, 15)  # for any file, and for each page of it; a page may have to be read
_LONGEST = 1500  # seconds: less than the lease of the errand
_TOO_COMPLEX = "Berkas ini terlalu rumit untuk dibuatkan salinan. Kembalikan usulnya, lalu bagi berkasnya."


def make(errand: Errand) -> None:
    """Make the copy that an errand stands for, unless it came in whole before; then bring it into the evidence.

    Raises:
        StorageAway, NotScanned, Stalled: nothing is known; try again.
    """
    with transaction() as session:
        document = session.get(Document, (errand.tenant, errand.id))
    if document is None or document.state == State.RECEIVING:
        if not _made(errand):
            return
        with transaction() as session:
            document = session.get_one(Document, (errand.tenant, errand.id), populate_existing=True)
    evidence.bring_in(errand, document)


def set_aside(errand: Errand) -> None:
    """Say of a proposal that no try could make its copy."""
    redaction = _proposal(errand.id)
    if redaction is None:
        _call_off(errand)
    else:
        _fail(errand, redaction, _TOO_COMPLEX)


def _made(errand: Errand) -> bool:
    """Whether a copy was made and lies in quarantine; where not, its errand is over."""
    redaction = _proposal(errand.id)
    if redaction is None:
        _call_off(errand)
        return False
    try:
        original = stored(redaction.document_id)
        readable, copy = (_masked if original.media_type in MASKABLE else _copied)(redaction, original)
    except Overran as burst:
        log.error("copy_overran", redaction=redaction.id, why=str(burst))
        _fail(errand, redaction, _TOO_COMPLEX)
        return False
    except (MissedMark, Damaged, NotReady, NotFound) as gone:  # the original is not what it was, or a mark hits nothing
        _fail(errand, redaction, gone.detail or gone.title)
        return False
    _announce(errand, redaction, original, size=len(copy), readable=readable)
    incoming = Incoming(BytesIO(copy), len(copy))
    storage.here().take_in(errand.tenant, errand.id, incoming)
    files.received(errand, incoming.sha256)
    return True


def _copied(redaction: Redaction, original: Document) -> tuple[bool, bytes]:
    """The copy as PDF, and whether the words of all its pages could be read."""
    boxes = queries.boxes_of(redaction)
    by_page = defaultdict[int, list[Any]](list)
    for box in boxes:
        by_page[box.page].append((box.x, box.y, box.width, box.height, box.ground))
    at = local(clock.now()).replace(microsecond=0)
    said = {
        "office": this_office().name,
        "name": redaction.file_name,
        "made": long_date(at.date()),
        **redaction_log.told(boxes),
    }
    with queries.fetched(original) as file:
        told, pdf = confining.run(
            "services.documents.redaction.copying",
            file,
            **allowance(len(redaction.pages)),
            media_type=original.media_type,
            boxes=by_page,
            annex=base64.b64encode(annex.render(said, at)).decode(),
            says={"title": str(redaction.file_name).removesuffix(".pdf"), "made_on": _written(at)},
        )
    return told["readable"], pdf


class Allowance(TypedDict):
    """Seconds that a child may take, of its own work and by the clock."""

    cpu_seconds: int
    seconds: int


def allowance(pages: int) -> Allowance:
    """What it may take to read so many pages."""
    return {
        "cpu_seconds": _CPU_SECONDS[0] + pages * _CPU_SECONDS[1],
        "seconds": min(_SECONDS[0] + pages * _SECONDS[1], _LONGEST),
    }


def _masked(redaction: Redaction, original: Document) -> tuple[bool, bytes]:
    """The copy of a file without pages, which everybody can read.

    Raises:
        MissedMark: a mask hits nothing.
    """
    masks = queries.masks_of(redaction)
    with queries.fetched(original) as file:
        told, copy = confining.run(
            "services.documents.redaction.masking",
            file,
            cpu_seconds=_CPU_SECONDS[0],
            seconds=_SECONDS[0],
            media_type=original.media_type,
            masks=[mask.told() for mask in masks],
            log={"grounds": redaction_log.grounds(masks)},
            made_on=clock.now().replace(microsecond=0).isoformat(),
        )
    check_hits(masks, told["missed"])
    return True, copy


def _written(at: datetime) -> str:
    """A moment as PDFs write it (ISO 32000-2, 7.9.4)."""
    return f"{at.astimezone(UTC):D:%Y%m%d%H%M%SZ}"


def _announce(errand: Errand, redaction: Redaction, original: Document, *, size: int, readable: bool) -> None:
    """Write down that a copy is coming, and whose, before anything of it lies anywhere."""
    upload = Upload(original.request_id, Purpose.ANSWER, str(redaction.file_name), size, None)
    with transaction() as session:
        found = session.get(Document, (errand.tenant, errand.id))
        if found is not None:  # a try that was killed on its way announced it
            found.size = size
            return
        files.write_down(errand.id, upload, str(redaction.proposed_by), redaction.proposer)
        session.flush()
        session.add(
            RedactedCopy(
                document_id=errand.id,
                redaction_id=redaction.id,
                boxes_version=redaction.boxes_version,
                readable=readable,
                made_at=clock.now(),
            )
        )
        audit.record("redaction.copied", redaction.id, copy=errand.id)


def _fail(errand: Errand, redaction: Redaction, why: str) -> None:
    """Say that there will be no copy; the proposal can be returned."""
    with transaction() as session:
        found = session.get_one(Redaction, (errand.tenant, redaction.id), with_for_update=True)
        if found.copy_id == errand.id:
            found.fault = why
            found.version += 1
        errands.settle(errand)
        audit.record("redaction.failed", redaction.id)


def _call_off(errand: Errand) -> None:
    """Settle the errand of a proposal that was returned."""
    with transaction() as session:
        announced = session.get(Document, (errand.tenant, errand.id))
        if announced is None:
            errands.settle(errand)
            return
    files.end(errand, State.ABANDONED, why="called off")


def _proposal(copy_id: UUID) -> Redaction | None:
    """The redaction that waits for a copy."""
    with transaction() as session:
        waiting = select(Redaction).where(Redaction.copy_id == copy_id, Redaction.stage == Stage.PROPOSED)
        return session.scalar(waiting)
