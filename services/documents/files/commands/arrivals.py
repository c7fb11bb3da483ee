"""The work that a file's errand stands for: when a process dies, the tick takes it up."""

from chassis.db import transaction
from chassis.errands import Errand
from services.documents.files.domain.files import State
from services.documents.files.domain.flaws import Flaw
from services.documents.files.models.files import Document
from services.documents.files.steps import evidence, files


def take_in(errand: Errand) -> None:
    """Bring a file into the evidence.

    Raises:
        StorageAway, NotScanned, Stalled: nothing is known; try again.
    """
    with transaction() as session:
        document = session.get_one(Document, (errand.tenant, errand.id))
    evidence.bring_in(errand, document)


def set_aside(errand: Errand) -> None:
    """Refuse a file that no try could read to its end."""
    files.end(errand, State.REFUSED, why="unreadable", flaw=Flaw.TOO_COMPLEX)
