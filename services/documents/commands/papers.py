"""Papers that prove who asks: checked, opened for a look, destroyed when their schedule has run out.

Sealed with the office's key before they reach the storage, they are never whole on any disk: whoever has to read one
gets it in memory. They are no evidence: never given, never listed beside the files of an answer, never locked.
"""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from typing import BinaryIO
from uuid import UUID

from sqlalchemy import delete, select

from chassis import audit, clock, errands
from chassis.context import current
from chassis.db import transaction
from chassis.errands import Errand
from chassis.errors import NotFound
from chassis.log import get_logger
from chassis.service import runtime
from services.documents import storage
from services.documents.commands import holding, judging, telling
from services.documents.domain.files import State, ended, next_state
from services.documents.domain.flaws import Flaw
from services.documents.domain.holds import IDENTITY
from services.documents.models.holds import Matter
from services.documents.models.papers import Paper, PaperPart
from services.documents.storage.faults import Missing

log = get_logger()


def check(errand: Errand) -> State:
    """Find out whether a paper may be kept; one that may not is destroyed at once.

    Returns:
        Where the paper stands now.

    Raises:
        Stalled, NotScanned, StorageAway: try again.
    """
    paper = locked(errand.id)
    if ended(State(paper.state)):
        return end(errand, State(paper.state))
    if paper.state == State.RECEIVING:
        return end(errand, State.ABANDONED)
    _join(paper)
    try:
        with opened(paper) as file:
            flaw = judging.flaw_of(file, paper.media_type, paper.id)
    except Missing:  # its process died before it reached the storage
        return end(errand, State.LOST)
    if flaw:
        storage.here().papers.destroy(paper.tenant, paper.id)
        return end(errand, State.REFUSED, flaw)
    return end(errand, State.STORED)


def lay_down(paper: Paper, content: bytes) -> None:
    """Seal a paper and lay it down.

    Raises:
        StorageAway.
    """
    sealed = runtime().sealer.seal_bytes(content, paper.sealed_for)
    storage.here().prepare()
    storage.here().papers.put(paper.tenant, paper.id, sealed)


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
        lay_down(paper, b"".join(runtime().sealer.open_bytes(part.sealed, part.sealed_for) for part in parts))
        forget_parts(paper.id)


def end(errand: Errand, state: State, flaw: Flaw | None = None) -> State:
    """Write down where the check of a paper led."""
    with transaction():
        paper = locked(errand.id)
        if paper.state != state:
            paper.state, paper.flaw = next_state(State(paper.state), state), flaw
            paper.checked_by = judging.checker()
            forget_parts(paper.id)
            audit.record(f"paper.{state}", paper.id, request=paper.request_id, why=flaw)
            if state is State.STORED:
                telling.paper_stored(paper)
        errands.settle(errand)
    return state


def forget_parts(paper_id: UUID) -> None:
    """Delete the parts of a paper that is whole or given up, in the running transaction."""
    with transaction() as session:
        session.execute(delete(PaperPart).where(PaperPart.paper_id == paper_id))


@contextmanager
def opened(paper: Paper) -> Iterator[BinaryIO]:
    """A paper as it was handed in, in a file that exists in memory only.

    Raises:
        StorageAway, Missing. CannotOpen: another key sealed it, or it was changed.
    """
    sealed = storage.here().papers.get(paper.tenant, paper.id)
    with os.fdopen(os.memfd_create("paper"), "w+b") as file:
        file.write(runtime().sealer.open_bytes(sealed, paper.sealed_for))
        file.flush()
        yield file


def viewed(paper: Paper) -> None:
    """Note that somebody of the office looked at a paper."""
    audit.record("paper.viewed", paper.id, request=paper.request_id, kind=paper.kind)


def destroy_due() -> None:
    """Destroy the papers of the office in force whose schedule has run out; what an objection or a dispute holds stays.

    Raises:
        StorageAway: what is left is destroyed the next time.
    """
    same = (Matter.tenant == Paper.tenant) & (Matter.request_id == Paper.request_id)
    with transaction() as session:
        there = session.execute(holding.ENDS.add_columns(Paper.id).join(Paper, same).where(_THERE)).all()
    for matter, erase_after, paper_id in there:
        if holding.is_outlived(matter, erase_after):
            _destroy(paper_id)


_THERE = Paper.state == State.STORED


def _destroy(paper_id: UUID) -> None:
    storage.here().papers.destroy(current().tenant, paper_id)  # again, where a process died before it was written down
    with transaction():
        paper = locked(paper_id)
        paper.state, paper.destroyed_at = next_state(State(paper.state), State.DESTROYED), clock.now()
        audit.record("paper.destroyed", paper.id, request=paper.request_id, schedule=IDENTITY)


def locked(paper_id: UUID) -> Paper:
    """A paper's row, held until the running transaction ends.

    Raises:
        NotFound: this office has no such paper.
    """
    with transaction() as session:
        found = session.scalar(select(Paper).where(Paper.id == paper_id).with_for_update())
    if found is None:
        raise NotFound
    return found
