"""Where a file stands between arriving and the evidence, and which steps lead from there. Pure."""

from collections.abc import Mapping
from datetime import timedelta
from enum import StrEnum

from chassis.transitions import stepping

ORPHAN_AFTER = timedelta(hours=12)  # rows are made first, so one without is from a restored database or nobody's


class State(StrEnum):
    """Where a file stands on its way to the evidence."""

    RECEIVING = "receiving"
    WAITING = "waiting"
    STORED = "stored"
    REFUSED = "refused"
    ABANDONED = "abandoned"
    LOST = "lost"
    DESTROYED = "destroyed"


# Waiting files lie in quarantine; stored ones in the evidence, for good. Refused: the file broke a rule. Abandoned:
# its upload never ended. Lost: it vanished from quarantine, which raises an alarm. Destroyed: its schedule had run out.
TRANSITIONS: Mapping[State, frozenset[State]] = {
    State.RECEIVING: frozenset({State.WAITING, State.REFUSED, State.ABANDONED}),
    State.WAITING: frozenset({State.STORED, State.REFUSED, State.LOST}),
    State.STORED: frozenset({State.DESTROYED}),
    State.REFUSED: frozenset(),
    State.ABANDONED: frozenset(),
    State.LOST: frozenset(),
    State.DESTROYED: frozenset(),
}
next_state = stepping(TRANSITIONS)
IN_QUARANTINE = frozenset({State.RECEIVING, State.WAITING})
SHOWN = frozenset({State.WAITING, State.STORED, State.REFUSED, State.LOST})
ON_RECORD = frozenset({State.WAITING, State.STORED, State.LOST, State.DESTROYED})  # what an office took in


COPIED_AT_ONCE = 5 << 20  # bytes: whoever sends more does not wait for the copy
PART = 5 << 20  # bytes of a part of a file (`parts`): the least that storages take


class Purpose(StrEnum):
    """What a file is for."""

    ANSWER = "answer"


GIVEN = frozenset({Purpose.ANSWER})  # what may be given to somebody, and so passes the release gate


class Check(StrEnum):
    """Who checked a file. Where there is no virus scanner the rules on type and container are all there is.

    What was made here is not checked.
    """

    CLAMD = "clamd"
    RULES = "rules"
    MADE = "made"


def ended(state: State) -> bool:
    """Whether nothing more comes of a file."""
    return not TRANSITIONS[state]


def is_orphan(state: State | None, age: timedelta) -> bool:
    """Whether an object in quarantine is nobody's: its row needs it no more, or there is no row after half a day."""
    return age > ORPHAN_AFTER if state is None else state not in IN_QUARANTINE


def pause(attempts: int) -> timedelta:
    """How long a waiting file rests after so many attempts: 15 seconds, doubling up to 10 minutes."""
    return timedelta(seconds=min(15 * 2 ** min(max(attempts - 1, 0), 10), 600))
