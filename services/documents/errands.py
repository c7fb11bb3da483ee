"""What documents tries until it is done: `ERRANDS = {kind: Task}`, beside `consumers.HANDLERS`."""

from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass
from datetime import timedelta

from chassis import clock, errands
from chassis.confining import Stalled
from chassis.db import transaction
from chassis.errands import Errand, Overtaken
from chassis.log import get_logger
from chassis.service import Runtime
from services.documents import storage
from services.documents.config import CHECK_WITHIN, Config
from services.documents.disputes import commands as dispute_commands
from services.documents.disputes.commands import DISPUTE
from services.documents.disputes.domain.files import MOST_TRIES as OF_DISPUTES
from services.documents.files.commands import arrivals
from services.documents.files.domain.files import pause
from services.documents.files.steps.files import COPY, FILE
from services.documents.files.steps.offices import ourselves
from services.documents.gate.commands import originals
from services.documents.gate.commands.originals import ORIGINAL
from services.documents.papers.commands import papers
from services.documents.papers.steps import PAPER
from services.documents.redaction.commands import copies
from services.documents.scanning import NotScanned
from services.documents.storage.faults import StorageAway

log = get_logger()
AT_ONCE = 50  # errands of one round of the tick
MOST_TRIES = 4  # of an errand that fails by its own content: then a person is told what becomes of it


@dataclass(frozen=True, slots=True)
class Task:
    """What is done for an errand, and what says to a person that it cannot be, once every try failed.

    `lease` is longer than any try. Of what it waits for (`patient`) tries are not counted.
    """

    work: Callable[[Errand], None]
    set_aside: Callable[[Errand, Exception | None], None]
    lease: timedelta = CHECK_WITHIN
    patient: tuple[type[Exception], ...] = (NotScanned, StorageAway)
    tries: int = MOST_TRIES


ERRANDS: Mapping[str, Task] = {
    FILE: Task(arrivals.take_in, lambda errand, _why: arrivals.set_aside(errand)),
    PAPER: Task(papers.check, lambda errand, _why: papers.set_aside(errand)),
    COPY: Task(copies.make, lambda errand, _why: copies.set_aside(errand)),
    ORIGINAL: Task(originals.look, lambda errand, _why: originals.set_aside(errand)),
    DISPUTE: Task(dispute_commands.make, dispute_commands.set_aside, dispute_commands.LEASE, (), OF_DISPUTES),
}


def attempt(kind: str, errand: Errand) -> None:
    """Try an errand once. What fails is tried again later; what fails by its own content is set aside in the end."""
    task = ERRANDS[kind]
    try:
        task.work(errand)
    except Overtaken as theirs:
        log.warning("errand_overtaken", kind=kind, errand=errand.id, why=str(theirs))
    except task.patient as later:
        log.error("errand_waits", kind=kind, errand=errand.id, attempts=errand.attempts, why=str(later))
        _postpone(errand)
    except Exception as broke:
        if errand.attempts < task.tries:
            level = log.warning if isinstance(broke, Stalled) else log.exception
            level("errand_failed", kind=kind, errand=errand.id, attempts=errand.attempts, why=repr(broke))
            _postpone(errand)
        else:
            _set_aside(kind, errand, broke)


def attempt_due(working: Runtime, kind: str) -> None:
    """Take up the errands of a kind that are due, of all offices. None without a storage."""
    try:
        storage.of(Config.of(working.settings)).prepare()
    except StorageAway as away:
        log.error("storage_away", why=repr(away.__cause__))
        return
    task = ERRANDS[kind]
    for errand in errands.claim(working.settings, lease=task.lease, at_most=AT_ONCE, kind=kind):
        with working.acting(ourselves(errand.tenant)):
            if errand.attempts > task.tries and not task.patient:  # whoever had it last died of it
                _set_aside(kind, errand, None)
            else:
                attempt(kind, errand)


def _postpone(errand: Errand) -> None:
    with suppress(Overtaken), transaction():
        errands.postpone(errand, clock.now() + pause(errand.attempts))


def _set_aside(kind: str, errand: Errand, why: Exception | None) -> None:
    log.error("errand_set_aside", kind=kind, errand=errand.id, why=repr(why))
    with suppress(Overtaken):
        ERRANDS[kind].set_aside(errand, why)
