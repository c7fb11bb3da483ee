"""Where the making of a dispute's file stands, how long it is offered, and when it is given up. Pure."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from enum import StrEnum

from chassis.transitions import stepping

OFFERED_FOR = timedelta(hours=12)  # a working day; with the sweep's hour nothing of it lies anywhere for a whole one
MOST_TRIES = 5
UNMADE = "Berkas ini tidak dapat disusun: penyusunannya berhenti di tengah jalan setiap kali dicoba."


class Stage(StrEnum):
    """Where the making stands."""

    WAITING = "waiting"
    READING = "reading"
    BINDING = "binding"
    PACKING = "packing"
    MADE = "made"
    FAILED = "failed"
    GONE = "gone"


# Waiting: for its turn. Reading: every document is read, so that what is damaged says so. Binding: exhibits become
# pages, one after the other. Packing: PDF and ZIP are laid where they are fetched. Gone: they were, half a day ago.
# What a process left behind begins again with reading.
TRANSITIONS: Mapping[Stage, frozenset[Stage]] = {
    Stage.WAITING: frozenset({Stage.READING, Stage.FAILED}),
    Stage.READING: frozenset({Stage.READING, Stage.BINDING, Stage.FAILED}),
    Stage.BINDING: frozenset({Stage.READING, Stage.BINDING, Stage.PACKING, Stage.FAILED}),
    Stage.PACKING: frozenset({Stage.READING, Stage.PACKING, Stage.MADE, Stage.FAILED}),
    Stage.MADE: frozenset({Stage.WAITING, Stage.GONE}),
    Stage.FAILED: frozenset({Stage.WAITING}),
    Stage.GONE: frozenset({Stage.WAITING}),
}
next_stage = stepping(TRANSITIONS)
UNDER_WAY = frozenset({Stage.WAITING, Stage.READING, Stage.BINDING, Stage.PACKING})


def standing(stage: Stage, made_at: datetime | None, now: datetime) -> Stage:
    """Where it stands by now: what was made is offered for half a day."""
    over = stage is Stage.MADE and (made_at is None or now >= made_at + OFFERED_FOR)
    return next_stage(stage, Stage.GONE) if over else stage
