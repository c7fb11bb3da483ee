"""Taking in papers that prove who asks. The row comes first, so nothing lies in the storage that nobody knows of."""

from typing import BinaryIO

from chassis.errands import Errand
from chassis.errors import Problem
from services.documents import scanning
from services.documents.config import CHECK_WITHIN
from services.documents.files.domain.files import State
from services.documents.papers import domain, steps
from services.documents.papers.steps import HandedIn
from services.documents.scanning import Incoming
from services.documents.storage.faults import StorageAway


def hand_in(said: HandedIn, body: BinaryIO) -> Errand:
    """Take a paper in: type it, seal it, lay it down.

    Returns:
        What is still to be done: its check.

    Raises:
        Invalid, FileRefused, TooLarge, TooMany, TooMuchAtOnce, CutShort: nothing is kept.
        StorageAway: nothing is kept, try again.
    """
    incoming = Incoming(body, said.size)
    try:
        claimed = steps.judged(said)
        domain.check_content(claimed.media_type, scanning.type_of(incoming.head))
        content = incoming.read_all()  # before anything is written down: a slow line may take longer than any check
    except Problem:
        incoming.drain()
        raise
    paper, errand = steps.announce(said, claimed, State.WAITING, CHECK_WITHIN)
    try:
        steps.lay_down(paper, content)
    except StorageAway:
        steps.end(errand, State.LOST)
        raise
    return errand
