"""A project: a folder with a state file, from which every later call knows what runs and where."""

import json
import os
import shutil
import subprocess
import tempfile
from collections.abc import Iterable, Iterator
from contextlib import suppress
from dataclasses import asdict, dataclass, field
from pathlib import Path
from signal import SIGKILL
from time import monotonic, sleep

from ppid.embedded import procfs
from tests.localcompose.part import FailedError, Part, Program, RefusedError, Room
from tests.localcompose.parts import RECIPES
from tests.localcompose.ports import free_ports

READY_WITHIN = 150.0  # seconds; a broker on a busy machine with two cores needs the most
PAUSE = 0.1
GONE_WITHIN = 10.0


@dataclass(slots=True)
class Process:
    """A started process. `born`, in clock ticks since boot, tells it from a later one with the same number.

    No time of day: that of a process changes whenever the machine's clock is set, and it would pass for another one.
    """

    pid: int
    born: int
    stop: int
    leaves: list[str]

    def alive(self) -> bool:
        """Whether this very process still runs."""
        return procfs.started(self.pid) == self.born and self.pid in procfs.members(self.pid)

    def signal(self, number: int) -> None:
        """Signal the whole group that the process leads, if it still leads one."""
        if self.alive():
            with suppress(ProcessLookupError):
                os.killpg(self.pid, number)


@dataclass(slots=True)
class Service:
    """What is known of one part; `refused` holds the reason when this machine cannot run it."""

    ports: dict[int, int]
    processes: list[Process] = field(default_factory=list)
    refused: str = ""

    def runs(self) -> bool:
        """Whether it was started and all of it still lives."""
        return bool(self.processes) and all(process.alive() for process in self.processes)


class Project:
    """The parts of one project name. Calls of different processes on the same name see each other's work."""

    def __init__(self, name: str) -> None:
        """Read the state file if there is one."""
        self.folder = _projects() / name
        self._state = self.folder / "state.json"
        self.services: dict[str, Service] = dict(self._load())

    @staticmethod
    def names() -> list[str]:
        """Every project that has data."""
        return [state.parent.name for state in _projects().glob("*/state.json")]

    def up(self, names: Iterable[str]) -> None:
        """Start what does not run yet and return once all of it is ready.

        Raises:
            FailedError: a part died or was not ready in time; what this call started is stopped again, and only that.
        """
        started: dict[str, Part] = {}
        try:
            for name in names:
                if part := self._start(name):
                    started[name] = part
            self._wait(started)
        except BaseException:
            _stop(self.services[name] for name in started)
            raise

    def down(self, *, with_data: bool) -> None:
        """Stop everything; harmless when nothing runs."""
        _stop(self.services.values())
        if with_data:
            shutil.rmtree(self.folder, ignore_errors=True)

    def exited(self) -> list[str]:
        """The parts that were started and do not run any more."""
        return [name for name, service in self.services.items() if service.processes and not service.runs()]

    def log(self, name: str) -> str:
        """Everything the part's programs wrote."""
        return "".join(path.read_text(errors="replace") for path in sorted((self.folder / name).glob("*.log")))

    def _start(self, name: str) -> Part | None:
        recipe = RECIPES[name]
        service = self.services.get(name)
        if service is None:
            service = Service(dict(zip(recipe.private_ports, free_ports(len(recipe.private_ports)), strict=True)))
            self.services[name] = service
        if service.runs():
            return None
        room = Room(self.folder / name, service.ports)
        room.folder.mkdir(parents=True, exist_ok=True)
        self.folder.parent.chmod(0o711)  # the database's unprivileged account passes through
        try:
            part = recipe.prepare(room)
            service.processes = [_spawn(program, room.folder) for program in part.programs]
            service.refused = ""
            return part
        except RefusedError as reason:
            service.refused = str(reason)
            return None
        finally:
            self._save()

    def _wait(self, started: dict[str, Part]) -> None:
        deadline = monotonic() + READY_WITHIN
        for name, part in started.items():
            while not part.ready():
                dead = not self.services[name].runs()
                if dead or monotonic() > deadline:
                    words = "\n".join(self.log(name).splitlines()[-20:])
                    raise FailedError(f"{name} {'died' if dead else 'was not ready in time'}:\n{words}")
                sleep(PAUSE)

    def _load(self) -> Iterator[tuple[str, Service]]:
        if self._state.exists():
            for name, kept in json.loads(self._state.read_text()).items():
                ports = {int(private): port for private, port in kept["ports"].items()}
                yield name, Service(ports, [Process(**process) for process in kept["processes"]], kept["refused"])

    def _save(self) -> None:
        self._state.write_text(json.dumps({name: asdict(service) for name, service in self.services.items()}))


def _projects() -> Path:
    return Path(tempfile.gettempdir()) / f"ppid-localcompose-{os.geteuid()}"


def _stop(services: Iterable[Service]) -> None:
    """Of each part the last started first."""
    processes = [process for service in services for process in reversed(service.processes)]
    for process in processes:
        process.signal(process.stop)
    deadline = monotonic() + GONE_WITHIN
    while monotonic() < deadline and any(process.alive() for process in processes):
        sleep(PAUSE)
    for process in processes:
        process.signal(SIGKILL)
        for left in process.leaves:
            Path(left).unlink(missing_ok=True)


def _spawn(program: Program, folder: Path) -> Process:
    """Start a program as leader of a process group of its own, deaf to the terminal, writing to its log."""
    env = {"PATH": os.environ["PATH"], "HOME": str(folder), "LANG": "C.UTF-8", **program.env}
    account = program.account
    with (folder / f"{program.name}.log").open("ab") as log:
        started = subprocess.Popen(
            program.argv,
            env=env,
            cwd="/",
            stdin=subprocess.DEVNULL,
            stdout=log,
            stderr=subprocess.STDOUT,
            start_new_session=True,
            user=account.uid if account else None,
            group=account.gid if account else None,
            extra_groups=[] if account else None,
        )
    return Process(started.pid, procfs.started(started.pid) or 0, program.stop, list(program.leaves))
