"""Reading the pages of a document while somebody draws on them, so that its copy has little left to read.

The errand has the redaction's id. Nothing waits for it: a copy whose pages were not read ahead is read whole.
"""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from uuid import UUID

from sqlalchemy import delete, func, select

from chassis import clock, confining, errands
from chassis.confining import Overran, Stalled
from chassis.db import transaction
from chassis.errands import Errand, Overtaken
from chassis.errors import NotFound
from chassis.log import get_logger
from chassis.service import Runtime, runtime
from services.documents.commands import checking
from services.documents.commands.copying import allowance
from services.documents.commands.rounds import ourselves
from services.documents.config import CHECK_WITHIN
from services.documents.domain.files import State, pause
from services.documents.domain.redactions import SEALED_READING, Stage
from services.documents.models.files import Document
from services.documents.models.redactions import Reading, Redaction
from services.documents.queries.files import Damaged, NotReady, stored
from services.documents.queries.redactions import fetched
from services.documents.storage.faults import StorageAway

log = get_logger()
READ = "read"  # the kind of its errand
AT_ONCE = 10  # pages: what a child read is kept before the next one starts


def ask(redaction_id: UUID) -> None:
    """Have the pages of a redaction read, in the running transaction."""
    errands.add(redaction_id, clock.now(), READ)


def attempt_due(working: Runtime) -> None:
    """Read what is being drawn on, of all offices."""
    for errand in checking.due(working, READ):
        with working.acting(ourselves(errand.tenant)), _patiently(errand):
            try:
                _read(errand)
            except (Overran, Damaged, NotReady, NotFound) as broke:
                log.warning("read_ahead_failed", redaction=errand.id, why=repr(broke))
            with transaction():
                errands.settle(errand)


@contextmanager
def _patiently(errand: Errand) -> Iterator[None]:
    """Where a try fails for want of machine or storage, say when to try again; no alarm, since nothing waits for it."""
    try:
        yield
    except (Stalled, StorageAway) as later:
        log.warning("read_ahead_waits", redaction=errand.id, attempts=errand.attempts, why=str(later))
        with suppress(Overtaken), transaction():
            errands.postpone(errand, clock.now() + pause(errand.attempts))
    except Overtaken as theirs:
        log.warning("read_ahead_overtaken", redaction=errand.id, why=str(theirs))


def _read(errand: Errand) -> None:
    """Read the pages that were not read yet, for as long as they are drawn on."""
    if not _is_drawn_on(errand):
        return
    with transaction() as session:
        redaction = session.get_one(Redaction, (errand.tenant, errand.id))
        done = session.scalar(select(func.count()).where(Reading.redaction_id == errand.id)) or 0
    original = stored(redaction.document_id)
    with fetched(original) as file:
        for first in range(done + 1, len(redaction.pages) + 1, AT_ONCE):
            pages, _ = confining.run(
                "services.documents.redaction.reading_ahead",
                file,
                behind=True,
                media_type=original.media_type,
                first=first,
                count=AT_ONCE,
                **allowance(AT_ONCE),
            )
            if not pages or not _keep(errand, first, pages):  # nothing can read here, or nobody draws any more
                return


def _is_drawn_on(errand: Errand) -> bool:
    """Whether somebody draws on a file that is there.

    Within a transaction that stays so until its end: whoever destroys the file waits for the redaction's row, too.
    """
    with transaction() as session:
        redaction = session.get_one(Redaction, (errand.tenant, errand.id), with_for_update=True)
        original = session.get_one(Document, (errand.tenant, redaction.document_id))
        return redaction.stage == Stage.DRAFT and original.state == State.STORED


def _keep(errand: Errand, first: int, pages: Iterable[tuple[object, bool]]) -> bool:
    """Keep what was read and hold the errand longer; whether the file is still drawn on, else nothing is kept."""
    with transaction() as session:
        errands.postpone(errand, clock.now() + CHECK_WITHIN)
        if not _is_drawn_on(errand):
            return False
        for number, (lines, is_picture) in enumerate(pages, start=first):
            sealed = runtime().sealer.seal(lines, SEALED_READING)
            session.add(Reading(redaction_id=errand.id, page=number, lines=sealed, is_picture=is_picture))
    return True


def forget(redaction_id: UUID) -> None:
    """Delete what was read for a redaction that is no longer open, in the running transaction."""
    with transaction() as session:
        session.execute(delete(Reading).where(Reading.redaction_id == redaction_id))
