"""The work that a file's errand stands for: when a process dies, the tick takes it up."""

from chassis.db import transaction
from chassis.errands import Errand
from services.documents.domain.files import State
from services.documents.domain.flaws import Flaw
from services.documents.domain.gate import Finding, Kind
from services.documents.models.files import Document
from services.documents.steps import evidence, files, gate


def take_in(errand: Errand) -> None:
    """Bring a file into the evidence and have the release gate look at it.

    Raises:
        StorageAway, NotScanned, Stalled: nothing is known; try again.
    """
    with transaction() as session:
        document = session.get_one(Document, (errand.tenant, errand.id))
    evidence.bring_in(errand, document)


def set_aside(errand: Errand) -> None:
    """Say of a file that no try could read to its end what becomes of it: refused, or held back once it is kept."""
    with transaction() as session:
        document = session.get_one(Document, (errand.tenant, errand.id))
    if document.state == State.STORED:
        gate.note(errand, document, str(document.sha256), [Finding(Kind.UNREADABLE, "seluruh berkas")])
    else:
        files.end(errand, State.REFUSED, why="unreadable", flaw=Flaw.TOO_COMPLEX)
