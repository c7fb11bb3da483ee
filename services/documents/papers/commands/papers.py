"""Papers that prove who asks: checked, and opened for a look.

Sealed with the office's key before they reach the storage, they are never whole on any disk: whoever has to read one
gets it in memory. They are no evidence: never given, never listed beside the files of an answer, never locked.
"""

from sqlalchemy import select

from chassis import audit
from chassis.db import transaction
from chassis.errands import Errand
from chassis.service import runtime
from services.documents import storage
from services.documents.files.domain.files import State, ended
from services.documents.files.domain.flaws import Flaw
from services.documents.files.steps import scans
from services.documents.papers import steps
from services.documents.papers.models import Paper, PaperPart
from services.documents.storage.faults import Missing


def check(errand: Errand) -> None:
    """Find out whether a paper may be kept; one that may not is destroyed at once.

    Raises:
        Stalled, NotScanned, StorageAway: try again.
    """
    paper = steps.locked(errand.id)
    if ended(State(paper.state)):
        steps.end(errand, State(paper.state))
    elif paper.state == State.RECEIVING:
        steps.end(errand, State.ABANDONED)
    else:
        steps.end(errand, *_judged(paper))


def _judged(paper: Paper) -> tuple[State, Flaw | None]:
    _join(paper)
    try:
        with steps.opened(paper) as file:
            flaw = scans.flaw_of(file, paper.media_type, paper.id)
    except Missing:  # its process died before it reached the storage
        return State.LOST, None
    if flaw:
        storage.here().papers.destroy(paper.tenant, paper.id)
        return State.REFUSED, flaw
    return State.STORED, None


def set_aside(errand: Errand) -> None:
    """Refuse a paper that no try could read to its end."""
    storage.here().papers.destroy(errand.tenant, errand.id)
    steps.end(errand, State.REFUSED, Flaw.TOO_COMPLEX)


def _join(paper: Paper) -> None:
    """Make one paper of its parts, if it came in parts; they go when it lies in the storage and not before.

    No transaction runs meanwhile: a storage that is slow holds no connection of the database.

    Raises:
        StorageAway: the parts are still there.
    """
    with transaction() as session:
        parts = session.scalars(
            select(PaperPart).where(PaperPart.paper_id == paper.id).order_by(PaperPart.number)
        ).all()
    if parts:
        steps.lay_down(paper, b"".join(runtime().sealer.open_bytes(part.sealed, part.sealed_for) for part in parts))
        steps.forget_parts(paper.id)


def viewed(paper: Paper) -> None:
    """Note that somebody of the office looked at a paper."""
    audit.record("paper.viewed", paper.id, request=paper.request_id, kind=paper.kind)
