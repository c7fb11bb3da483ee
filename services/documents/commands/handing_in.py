"""Taking in papers that prove who asks. The row comes first, so nothing lies in the storage that nobody knows of."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import BinaryIO
from uuid import UUID, uuid4

from sqlalchemy import func, select, text

from chassis import audit, clock, errands
from chassis.context import current
from chassis.db import transaction
from chassis.errands import Errand
from chassis.errors import Problem
from chassis.offices import moment_on, today
from chassis.pace import Pace
from chassis.tokens import PAPERS
from services.documents import scanning
from services.documents.commands import checking, papers
from services.documents.config import CHECK_WITHIN
from services.documents.domain import papers as domain
from services.documents.domain.files import State
from services.documents.domain.formats import FileRefused, Format
from services.documents.models.papers import Paper
from services.documents.scanning import Incoming
from services.documents.storage.faults import StorageAway

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


def hand_in(said: HandedIn, body: BinaryIO) -> UUID:
    """Take a paper in: type it, seal it, lay it down, and check it at once if that is possible.

    Returns:
        Its id; its state tells whether it is kept already or waits for the scanner.

    Raises:
        Invalid, FileRefused, TooLarge, TooMany, TooMuchAtOnce, CutShort: nothing is kept.
        StorageAway: nothing is kept, try again.
    """
    incoming = Incoming(body, said.size)
    try:
        claimed = judged(said)
        domain.check_content(claimed.media_type, scanning.type_of(incoming.head))
        content = incoming.read_all()  # before anything is written down: a slow line may take longer than any check
    except Problem:
        incoming.drain()
        raise
    paper, errand = announce(said, claimed, State.WAITING, CHECK_WITHIN)
    try:
        papers.lay_down(paper, content)
    except StorageAway:
        papers.end(errand, State.LOST)
        raise
    return checked(errand)


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


def checked(errand: Errand) -> UUID:
    """Check a paper that came in whole, at once if that is possible.

    Raises:
        FileRefused: it did not pass.
    """
    if checking.attempt(errand) == State.REFUSED:
        raise FileRefused(papers.locked(errand.id).why or "")
    return errand.id


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
        return paper, errands.add(paper.id, clock.now() + within)
