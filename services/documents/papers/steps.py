"""The steps by which every paper that proves who asks comes: announced, laid down sealed, brought to an end."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, timedelta
from typing import BinaryIO
from uuid import UUID, uuid4

from sqlalchemy import delete, func, select, text

from chassis import audit, clock, errands
from chassis.context import current
from chassis.db import transaction
from chassis.errands import Errand
from chassis.errors import NotFound
from chassis.offices import moment_on, today
from chassis.pace import Pace
from chassis.service import runtime
from chassis.tokens import PAPERS
from services.documents import storage
from services.documents.files.domain.files import State, next_state
from services.documents.files.domain.flaws import Flaw
from services.documents.files.domain.formats import Format
from services.documents.files.steps import scans, telling
from services.documents.papers import domain
from services.documents.papers.models import Paper, PaperPart

PAPER = "paper"  # the kind of a paper's errand
_OF_REQUEST = Pace("bytes of papers", domain.AN_HOUR, 3600, domain.TooMuchAtOnce)


@dataclass(frozen=True, slots=True)
class HandedIn:
    """A paper before its first byte: for which request, of which kind (`statute.papers`), name and size in bytes.

    `way` and `came_on` are an officer's: how it came, and on which day.
    """

    request_id: UUID
    kind: str
    name: str
    size: int
    way: str | None = None
    came_on: date | None = None


def judged(said: HandedIn) -> Format:
    """What can be judged before the first byte: the kind of file, its size, and whether the request has room for it.

    Raises:
        Invalid, FileRefused, TooLarge, TooMany, TooMuchAtOnce. Forbidden: an officer's field came from somebody else.
    """
    claimed = domain.claimed(said.name, said.size)
    domain.check_arrival(said.way, said.came_on, current().roles, today())
    _check_room(said.request_id)
    if PAPERS in current().roles:
        _OF_REQUEST.count(str(said.request_id), said.size)
    return claimed


def _check_room(request_id: UUID) -> None:
    with transaction() as session:
        domain.check_room(session.scalar(_COUNTED.where(Paper.request_id == request_id)) or 0)


_COUNTED = select(func.count()).where(Paper.state.not_in((State.ABANDONED, State.LOST)))
_ONE_AFTER_THE_OTHER = text("select pg_advisory_xact_lock(hashtext('paper'), hashtext(:request))")


def announce(said: HandedIn, claimed: Format, state: State, within: timedelta) -> tuple[Paper, Errand]:
    """Write down a paper before anything of it lies anywhere; the errand is the caller's for a time.

    Raises:
        TooMany: others of the same request came meanwhile.
    """
    paper = Paper(
        id=uuid4(),
        request_id=said.request_id,
        kind=said.kind,
        media_type=claimed.media_type,
        size=said.size,
        state=state,
        received_at=clock.now(),
        received_from=current().actor,
        came_at=moment_on(said.came_on) if said.came_on else clock.now(),
        way=said.way,
    )
    with transaction() as session:
        session.execute(_ONE_AFTER_THE_OTHER, {"request": str(said.request_id)})
        _check_room(said.request_id)
        session.add(paper)
        session.flush()  # which fills in the office
        act = "paper.announced" if state == State.RECEIVING else "paper.received"
        audit.record(act, paper.id, request=said.request_id, kind=said.kind, size=said.size)
        return paper, errands.add(paper.id, clock.now() + within, PAPER)


def lay_down(paper: Paper, content: bytes) -> None:
    """Seal a paper and lay it down.

    Raises:
        StorageAway.
    """
    sealed = runtime().sealer.seal_bytes(content, paper.sealed_for)
    storage.here().prepare()
    storage.here().papers.put(paper.tenant, paper.id, sealed)


def end(errand: Errand, state: State, flaw: Flaw | None = None) -> None:
    """Write down where the check of a paper led."""
    with transaction():
        paper = locked(errand.id)
        if paper.state != state:
            paper.state, paper.flaw = next_state(State(paper.state), state), flaw
            paper.checked_by = scans.checker()
            forget_parts(paper.id)
            audit.record(f"paper.{state}", paper.id, request=paper.request_id, why=flaw)
            if state is State.STORED:
                telling.paper_stored(paper)
        errands.settle(errand)


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
