"""Where a file stands, worked out from what is on record about it. Pure: the only place that says what may be given."""

from dataclasses import dataclass

from contracts.standing import FileStanding
from services.documents.files.domain.files import State

_OF_STATES = {
    State.RECEIVING: FileStanding.CHECKING,
    State.WAITING: FileStanding.CHECKING,
    State.REFUSED: FileStanding.REFUSED,
    State.ABANDONED: FileStanding.REFUSED,
    State.LOST: FileStanding.LOST,
    State.DESTROYED: FileStanding.DESTROYED,
}


@dataclass(frozen=True, slots=True)
class Facts:
    """What is on record about a file.

    Attributes:
        damaged: it, or the copy that is given of it, is not what was stored. uncopyable: no copy could be made.
        looked_at: personal data was looked for in what would be given. must_go: something in it can only be removed.
        open: findings that nobody let stay. seconded: of a redacted copy, that a second person approved its bytes; of
        any other file there is no such person. replaced: a redacted copy was proposed or approved in its place.
        released: a decision names it. cleared: it might be given until now.
    """

    state: State
    damaged: bool = False
    uncopyable: bool = False
    looked_at: bool = False
    must_go: bool = False
    open: int = 0
    seconded: bool = True
    replaced: bool = False
    released: bool = False
    cleared: bool = False


def standing(file: Facts) -> FileStanding:
    """Where a file stands. What was given stays given, whatever is found or proposed later."""
    if file.state is not State.STORED:
        return _OF_STATES[file.state]
    in_order = (
        (FileStanding.DAMAGED, file.damaged),
        (FileStanding.GIVEN, file.released and file.cleared),
        (FileStanding.REPLACED, file.replaced),
        (FileStanding.HELD_BACK, file.must_go or (file.uncopyable and not file.looked_at)),
        (FileStanding.COPYING, not file.looked_at),
        (FileStanding.TO_JUDGE, file.open > 0 or not file.seconded),
        (FileStanding.GIVEN, file.released),
        (FileStanding.READY, True),
    )
    return next(stands for stands, it_does in in_order if it_does)
