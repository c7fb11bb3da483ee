"""Parts die with their parent, whatever ends it, and leave nothing in the way of the next start."""

import subprocess
import sys
from pathlib import Path

import pytest

from ppid.embedded import procfs
from ppid.embedded.record import Record
from tests.waiting import until

pytestmark = [pytest.mark.stack, pytest.mark.timeout(240)]


PARENT = """
import signal, sys
from pathlib import Path
from ppid.embedded.process import Child
from ppid.embedded.record import Record
from ppid.embedded.supervisor import Part, Supervisor
def workers():
    import os
    os.fork()
    signal.pause()
supervisor = Supervisor(Record(Path(sys.argv[1])))
supervisor.start(Part(Child("steady", Path(sys.argv[1]).with_suffix(".log")), workers, stage=0))
print("up", flush=True)
supervisor.watch()
supervisor.stop()
"""


def _supervise(record: Path) -> "subprocess.Popen[str]":
    process = subprocess.Popen([sys.executable, "-c", PARENT, str(record)], stdout=subprocess.PIPE, text=True)
    assert process.stdout
    assert process.stdout.readline() == "up\n"
    return process


def test_the_next_start_clears_away_what_a_killed_one_left(folder: Path) -> None:
    parent = _supervise(folder / "parts.json")
    (part,) = Record(folder / "parts.json").read()

    parent.kill()
    parent.communicate()
    Record(folder / "parts.json").clear_away()

    assert not list(procfs.members(part.pid)), "the part or its worker still lives"


def test_a_part_dies_with_a_parent_that_was_killed(folder: Path) -> None:
    parent = _supervise(folder / "parts.json")
    (part,) = Record(folder / "parts.json").read()

    parent.kill()
    parent.communicate()

    until(lambda: procfs.started(part.pid) != part.started or part.pid not in procfs.members(part.pid))
    Record(folder / "parts.json").clear_away()


def test_asked_to_stop_everything_stops(folder: Path) -> None:
    parent = _supervise(folder / "parts.json")
    (part,) = Record(folder / "parts.json").read()

    parent.terminate()
    parent.communicate(timeout=60)

    assert parent.returncode == 0
    assert not list(procfs.members(part.pid))
