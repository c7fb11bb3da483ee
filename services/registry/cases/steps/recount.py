"""How many cases moved, and how many are moved at once."""

from dataclasses import dataclass

AT_ONCE = 500  # cases of one commit, so that no office waits long for a row


@dataclass(frozen=True, slots=True)
class Moved:
    """How many open cases an office has, and how many of them a recount moves."""

    open: int
    moved: int
