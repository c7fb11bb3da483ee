"""Making the file of a dispute: an errand that the tick runs, which says how far it is.

PDF and ZIP are laid into quarantine, where nothing outlasts its use, and are fetched from there for half a day. A
process that dies leaves the errand to the next one, which begins anew; whatever was laid is laid over.
"""

from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from datetime import timedelta
from time import monotonic
from uuid import UUID, uuid4

from sqlalchemy import select
from sqlalchemy.dialects.postgresql import insert

from chassis import audit, clock, errands
from chassis.client import Refused
from chassis.context import current
from chassis.db import transaction
from chassis.errands import Errand, Overtaken
from chassis.errors import NotFound, Problem
from chassis.log import get_logger
from services.documents import storage
from services.documents.disputes.domain.files import UNDER_WAY, UNMADE, Stage, next_stage
from services.documents.disputes.models import Making
from services.documents.disputes.queries import files, progress
from services.documents.files.queries import neighbours
from services.documents.files.steps import integrity
from services.documents.storage.faults import StorageAway
from services.documents.storage.laying import Laid

log = get_logger()
DISPUTE = "dispute"  # the kind of its errand
LEASE = timedelta(minutes=10)  # more than any single step takes (`bundling`); each step renews it
_RENEWED_EVERY = 30.0  # seconds, while bytes go to the storage
_ENDED = [stage for stage in Stage if stage not in UNDER_WAY]


def ask(dispute_id: UUID) -> None:
    """Have the file of a dispute made anew; where it is being made already, nothing changes.

    Raises:
        NotFound: this office has no such dispute. Unavailable: the register does not answer.
    """
    neighbours.dispute(dispute_id)
    before = progress.last(dispute_id)
    asked = {
        **dict.fromkeys(("made_at", "fault", "name", "documents", "size", "sha256", "pdf_size", "pdf_sha256")),
        "id": uuid4(), "pdf_id": uuid4(), "stage": Stage.WAITING, "done": 0, "whole": 0, "asked_at": clock.now(),
    }  # fmt: skip
    begun = insert(Making).values(tenant=current().tenant, dispute_id=dispute_id, **asked)
    ended = Making.stage.in_(_ENDED)
    begun = begun.on_conflict_do_update(index_elements=["tenant", "dispute_id"], set_=asked, where=ended)
    with transaction() as session:
        new = session.scalar(begun.returning(Making.id))
        if new is None:
            return
        errands.add(new, clock.now(), DISPUTE)
        audit.record("dispute_file.asked", dispute_id)
    if before is not None:
        _clear_away(before)


def make(errand: Errand) -> None:
    """Make the file that was asked for.

    Raises:
        Unavailable, Damaged, Altered: nothing can be made now; try again.
    """
    try:
        _make(errand)
    except (NotFound, Refused) as gone:
        _fail(errand, gone.detail or gone.title)


def set_aside(errand: Errand, why: Exception | None) -> None:
    """Say that no try could make it; `why` is what the last one ended with, None where its process died."""
    _fail(errand, (why.detail or why.title) if isinstance(why, Problem) else UNMADE)


def _make(errand: Errand) -> None:
    dispute_id = _note(errand, Stage.READING, done=0, whole=0).dispute_id
    record = neighbours.dispute(dispute_id)
    integrity.read_again(UUID(record["request_id"]), lambda: _renew(errand))
    file = files.told(record)
    found = files.exhibits(file)
    whole = len(list(found))
    _note(errand, Stage.BINDING, whole=whole)
    done = iter(range(1, whole + 1))
    pdf, pieces = files.made(file, found, lambda: _note(errand, Stage.BINDING, done=next(done)))
    row = _note(errand, Stage.PACKING)
    laid_pdf = _lay(errand, row.pdf_id, pdf.pieces())
    laid = _lay(errand, row.id, pieces)
    with transaction():
        errands.settle(errand)
        made = _locked(errand)
        made.stage, made.made_at = next_stage(Stage(made.stage), Stage.MADE), clock.now()
        made.name, made.documents = files.zip_name(record), len(file.documents)
        made.size, made.sha256 = laid.size, laid.sha256
        made.pdf_size, made.pdf_sha256 = laid_pdf.size, laid_pdf.sha256
        audit.record("dispute_file.made", dispute_id, pdf=laid_pdf.sha256, zip=laid.sha256)


def _lay(errand: Errand, key: UUID, pieces: Iterable[bytes]) -> Laid:
    laid = Laid(_renewing(pieces, lambda: _renew(errand)))
    storage.here().lay(errand.tenant, key, laid)
    return laid


def _renewing(pieces: Iterable[bytes], renew: Callable[[], None]) -> Iterator[bytes]:
    """The pieces, with the lease renewed now and then while they pass."""
    since = monotonic()
    for piece in pieces:
        if monotonic() - since > _RENEWED_EVERY:
            renew()
            since = monotonic()
        yield piece


def _renew(errand: Errand) -> None:
    with transaction():
        errands.postpone(errand, clock.now() + LEASE)


def _note(errand: Errand, stage: Stage, **counted: int) -> Making:
    """Say how far it is, and hold the errand for one more step."""
    with transaction():
        errands.postpone(errand, clock.now() + LEASE)  # first: whoever lost it may find any stage
        row = _locked(errand)
        row.stage = next_stage(Stage(row.stage), stage)
        for name, number in counted.items():
            setattr(row, name, number)
        return row


def _locked(errand: Errand) -> Making:
    with transaction() as session:
        return session.scalars(select(Making).where(Making.id == errand.id).with_for_update()).one()


def _fail(errand: Errand, why: str) -> None:
    """Say that there will be none, and why; whoever wants it asks again."""
    log.error("dispute_file_failed", errand=errand.id, why=why)
    with suppress(Overtaken):
        with transaction():
            errands.settle(errand)
            row = _locked(errand)
            row.stage, row.fault = next_stage(Stage(row.stage), Stage.FAILED), why
            audit.record("dispute_file.failed", row.dispute_id)
        _clear_away(row)


def _clear_away(row: Making) -> None:
    """Remove what was laid of a making that is of no use any more; what cannot be removed now the sweep finds."""
    with suppress(StorageAway):
        for key in (row.id, row.pdf_id):
            storage.here().drop(row.tenant, key)
