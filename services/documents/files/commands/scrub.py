"""Reading kept files again, version by version, and comparing them with what was recorded on receipt."""

from time import monotonic

from sqlalchemy import func, select

from chassis import clock
from chassis.db import transaction
from chassis.log import get_logger
from chassis.service import Runtime
from services.documents.files.domain.files import State
from services.documents.files.domain.keeping import AGAIN_AFTER
from services.documents.files.models.files import Document
from services.documents.files.steps import integrity
from services.documents.files.steps.offices import apart, resumed, stop_at

log = get_logger()
EVERY = 60  # seconds between two rounds
ROUND = 20.0  # seconds after which a round begins no other file: who asks the process to stop waits for it
_ROUND = "scrub"
AT_ONCE = 100  # files of an office that are looked up together


def scrub(working: Runtime) -> None:
    """Read the files of all offices that were not read for a day, the longest unread first; a round has its limit.

    Whoever stores a file has just read it, so that counts as its first reading.

    What was read is noted file by file, so whatever ends a round, the next one goes on from there. It begins with the
    office after the one that it stopped in, so that one with many files does not keep the last ones unread.
    """
    until = monotonic() + ROUND
    with apart(working) as visit:
        for code in resumed(_ROUND, working.directory.codes()):
            with visit(code):
                while due := _due():
                    for document in due:
                        integrity.verify(document)
                        if monotonic() > until:
                            stop_at(_ROUND, code)
                            return


def _due() -> list[Document]:
    read = func.coalesce(Document.verified_at, Document.stored_at)
    found = select(Document).where(Document.state == State.STORED, read < clock.now() - AGAIN_AFTER)
    with transaction() as session:
        return list(session.scalars(found.order_by(read).limit(AT_ONCE)))
