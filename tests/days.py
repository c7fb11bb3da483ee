"""Another day than today's to run the tests on: `PPID_TEST_FROM=2027-01-01T00:01:00+09:00 pytest ...`.

The platform's clock starts at that moment and runs on, in the process of the tests; programs that a test starts, tokens
and signatures go by the clock of the machine.
"""

import os
from datetime import datetime, timedelta, tzinfo

import pytest

from chassis import clock

AHEAD = timedelta()  # how far the platform's clock is ahead of the machine's
if moment := os.environ.get("PPID_TEST_FROM"):
    AHEAD = datetime.fromisoformat(moment).astimezone() - datetime.now().astimezone()


class Moved(datetime):
    """The machine's clock, set to another day."""

    @classmethod
    def now(cls, tz: tzinfo | None = None) -> datetime:  # type: ignore[override]  # plain values, as elsewhere
        """The present moment on that day."""
        return datetime.now(tz) + AHEAD


def go_there() -> None:
    """Let `chassis.clock` tell the day that was asked for."""
    if AHEAD:
        clock.datetime = Moved  # type: ignore[misc]


on_the_machines_day = pytest.mark.skipif(bool(AHEAD), reason="the storage goes by the clock of the machine")
