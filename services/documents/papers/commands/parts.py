"""Taking papers in part by part: whoever was cut off asks which parts are there and goes on, hours later if need be.

Each part is sealed as it comes. Once all are taken for whole none is taken any more, so whoever lays them down, and
however late, lays down the same paper; that is done by its check (`papers`), outside of any transaction.
"""

from contextlib import suppress
from typing import BinaryIO
from uuid import UUID

from sqlalchemy import select

from chassis import audit, clock, errands
from chassis.context import current
from chassis.db import transaction
from chassis.errands import Errand, Overtaken
from chassis.errors import NotFound
from chassis.service import runtime
from services.documents import scanning
from services.documents.config import CHECK_WITHIN, UPLOAD_WITHIN
from services.documents.files.domain import parts
from services.documents.files.domain.files import State, next_state
from services.documents.files.domain.formats import FileRefused
from services.documents.files.domain.parts import UploadOver
from services.documents.papers import domain, steps
from services.documents.papers.models import Paper, PaperPart
from services.documents.papers.steps import HandedIn


def begin(said: HandedIn) -> Paper:
    """Announce a paper that will come in parts.

    Raises:
        Invalid, FileRefused, TooLarge, TooMany: see `steps.papers`.
    """
    return steps.announce(said, steps.judged(said), State.RECEIVING, UPLOAD_WITHIN)[0]


def there(paper_id: UUID) -> list[int]:
    """The numbers of the parts that have come.

    Raises:
        UploadOver: the paper does not come any more.
    """
    with transaction() as session:
        _coming(paper_id)
        numbers = select(PaperPart.number).where(PaperPart.paper_id == paper_id)
        return list(session.scalars(numbers.order_by(PaperPart.number)))


def put(paper_id: UUID, number: int, body: BinaryIO, size: int) -> None:
    """Take a part in; sent again, it takes the place of the one before. The first one shows the kind of the file.

    Raises:
        Invalid: it is not the size that this part has. FileRefused: the upload is over. UploadOver, CutShort.
    """
    parts.check_size(size, _coming(paper_id).size, number, domain.PART)
    content = b"".join(scanning.pieces(body, size))
    if number == 1:
        _judge_head(paper_id, content[: scanning.HEAD])
    with transaction() as session:
        paper = _coming(paper_id)
        part = session.get(PaperPart, (paper.tenant, paper_id, number)) or PaperPart(paper_id=paper_id, number=number)
        part.sealed = runtime().sealer.seal_bytes(content, part.sealed_for)
        session.add(part)


def complete(paper_id: UUID) -> Errand | None:
    """Take the parts for whole; said again, it changes nothing.

    From the commit on nothing is wanted of the sender: where the storage is away or this process dies, a tick goes on.

    Returns:
        What is still to be done: making their paper and its check. None where that is not this caller's.

    Raises:
        PartsMissing, UploadOver.
    """
    try:
        return Errand(current().tenant, paper_id, 0) if _taken(paper_id) else None
    except Overtaken as late:  # the tick is about to give it up
        raise UploadOver from late


def _taken(paper_id: UUID) -> bool:
    """Take the parts for whole, once; whether that was this time."""
    with transaction() as session:
        paper = steps.locked(paper_id)
        if paper.state == State.ABANDONED:
            raise UploadOver
        if paper.state != State.RECEIVING:
            return False
        numbers = session.scalars(select(PaperPart.number).where(PaperPart.paper_id == paper_id))
        parts.check_all_there(numbers, paper.size, domain.PART)
        paper.state = next_state(State.RECEIVING, State.WAITING)
        errands.postpone(_errand(paper), clock.now() + CHECK_WITHIN)
        audit.record("paper.received", paper.id, request=paper.request_id, kind=paper.kind, size=paper.size)
    return True


def _judge_head(paper_id: UUID, head: bytes) -> None:
    paper = _coming(paper_id)
    try:
        domain.check_content(paper.media_type, scanning.type_of(head))
    except FileRefused:
        with suppress(UploadOver, Overtaken), transaction():  # somebody else ended it, or took its parts for whole
            steps.end(_errand(_coming(paper_id)), State.ABANDONED)
        raise


def _coming(paper_id: UUID) -> Paper:
    """A paper that is still coming, its row held until the running transaction ends."""
    try:
        paper = steps.locked(paper_id)
    except NotFound as never:
        raise UploadOver from never
    if paper.state != State.RECEIVING:
        raise UploadOver
    return paper


def _errand(paper: Paper) -> Errand:
    """The errand as it was announced: once the tick took it up, the upload is no longer its sender's."""
    return Errand(paper.tenant, paper.id, 0)
