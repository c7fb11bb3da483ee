"""Reading the pages of a document while somebody draws on them, so that its copy has little left to read.

The errand has the redaction's id. Nothing waits for it: a copy whose pages were not read ahead is read whole.
"""

from uuid import UUID

from sqlalchemy import delete, select

from chassis import clock, confining, errands
from chassis.confining import Overran
from chassis.db import transaction
from chassis.errands import Errand
from chassis.errors import NotFound
from chassis.log import get_logger
from chassis.service import Runtime, runtime
from services.documents.commands import checking
from services.documents.commands.copying import allowance
from services.documents.commands.rounds import ourselves
from services.documents.domain.redactions import OPEN, SEALED_READING, Stage
from services.documents.models.redactions import Reading, Redaction
from services.documents.queries.files import Damaged, NotReady, stored
from services.documents.queries.redactions import fetched

log = get_logger()
READ = "read"  # the kind of its errand


def ask(redaction_id: UUID) -> None:
    """Have the pages of a redaction read, in the running transaction."""
    errands.add(redaction_id, clock.now(), READ)


def attempt_due(working: Runtime) -> None:
    """Read what is being drawn on, of all offices."""
    for errand in checking.due(working, READ):
        with working.acting(ourselves(errand.tenant)), checking.patiently(errand):
            _keep(errand, _read(errand))


def _read(errand: Errand) -> object:
    """The lines of every page as `redaction.reading_ahead` tells them; None where there is nothing to be had."""
    with transaction() as session:
        redaction = session.get_one(Redaction, (errand.tenant, errand.id))
    if redaction.stage != Stage.DRAFT:
        return None
    try:
        original = stored(redaction.document_id)
        with fetched(original) as file:
            pages, _ = confining.run(
                "services.documents.redaction.reading_ahead",
                file,
                behind=True,
                media_type=original.media_type,
                **allowance(len(redaction.pages)),
            )
    except (Overran, Damaged, NotReady, NotFound) as broke:
        log.warning("read_ahead_failed", redaction=redaction.id, why=repr(broke))
        return None
    return pages


def _keep(errand: Errand, pages: object) -> None:
    """Keep what was read for as long as the redaction is open, and be done."""
    with transaction() as session:
        errands.settle(errand)
        redaction = session.scalar(select(Redaction).where(Redaction.id == errand.id).with_for_update())
        if pages and redaction and redaction.stage in OPEN:
            sealed = runtime().sealer.seal(pages, SEALED_READING)
            session.add(Reading(redaction_id=errand.id, pages=sealed, read_at=clock.now()))


def forget(redaction_id: UUID) -> None:
    """Delete what was read for a redaction that is no longer open, in the running transaction."""
    with transaction() as session:
        session.execute(delete(Reading).where(Reading.redaction_id == redaction_id))
