"""Where a file stands for whoever would give it. Documents alone says so; everybody else repeats it."""

from enum import StrEnum


class FileStanding(StrEnum):
    """Where a file stands. It may be given where it is `ready`; `given` once a decision gave it."""

    CHECKING = "checking"
    COPYING = "copying"
    HELD_BACK = "held_back"
    TO_JUDGE = "to_judge"
    REPLACED = "replaced"
    READY = "ready"
    GIVEN = "given"
    REFUSED = "refused"
    LOST = "lost"
    DAMAGED = "damaged"
    DESTROYED = "destroyed"


# Checking: it waits for the scanner. Copying: what is given of it is being made, or the original is looked at.
# Held back: no copy could be made, or something must be removed from the original. To judge: personal data is in it,
# the PPID looks. Replaced: its redacted copy is given, or waits for approval.
MAY_BE_GIVEN = frozenset({FileStanding.READY, FileStanding.GIVEN})
