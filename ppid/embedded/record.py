"""The record of running parts, so that the next start can clear away what a killed one left behind."""

import contextlib
import json
import os
import signal
import time
from dataclasses import asdict, dataclass
from pathlib import Path

from ppid.embedded import procfs


@dataclass(frozen=True, slots=True)
class Entry:
    """A part that was started: `pid` leads its process group; `started` tells it from a later one of the same pid.

    `end` is the signal that ends it at once and safely.
    """

    name: str
    pid: int
    started: int
    end: int


class Record:
    """What runs now, kept in a file."""

    def __init__(self, file: Path) -> None:
        self._file = file

    def write(self, entries: list[Entry]) -> None:
        """Replace the record."""
        fresh = self._file.with_name(f".{self._file.name}.new")
        fresh.write_text(json.dumps({"boot": procfs.boot(), "parts": [asdict(entry) for entry in entries]}))
        fresh.replace(self._file)

    def read(self) -> list[Entry]:
        """Return the entries of this boot of the machine; those of an earlier one mean nothing any more."""
        try:
            said = json.loads(self._file.read_text())
        except (FileNotFoundError, json.JSONDecodeError):
            return []
        return [Entry(**entry) for entry in said["parts"]] if said["boot"] == procfs.boot() else []

    def clear_away(self, seconds: float = 10.0) -> list[str]:
        """End what is left of an earlier run and return the names of it.

        Each gets the signal of its entry, and SIGKILL if it still lives after `seconds`.
        """
        left = [entry for entry in self.read() if _is_left(entry)]
        end_politely([(entry.pid, entry.end) for entry in left], seconds)
        self._file.unlink(missing_ok=True)
        return sorted(entry.name for entry in left)


def end_politely(groups: list[tuple[int, int]], seconds: float = 10.0) -> None:
    """Send each process group its signal, and SIGKILL if it still lives after `seconds`."""
    for kill in (False, True):
        living = [(group, signal_) for group, signal_ in groups if any(procfs.members(group))]
        for group, signal_ in living:
            with contextlib.suppress(ProcessLookupError):
                os.killpg(group, signal.SIGKILL if kill else signal_)
        _await_end([group for group, _ in living], seconds)


def _is_left(entry: Entry) -> bool:
    leader = procfs.started(entry.pid)
    if leader is not None:
        return leader == entry.started
    # The leader is gone but its workers may not be; while they live, the kernel gives their group's id to nobody.
    return any((procfs.started(pid) or 0) >= entry.started for pid in procfs.members(entry.pid))


def _await_end(groups: list[int], seconds: float) -> None:
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline and any(any(procfs.members(group)) for group in groups):
        time.sleep(0.05)
