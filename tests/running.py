"""The whole platform, running: as `make run` would have it, or as docker-compose.yml describes it."""

import os
import shutil
import signal
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from random import SystemRandom
from time import monotonic, sleep

from pytest_docker.plugin import DockerComposeExecutor, Services, get_docker_services

from ppid.embedded.ports import Ports, taken
from tests import stack
from tests.localcompose.ports import LISTENING, chosen_lately, free_ports

READY_WITHIN = 180.0  # seconds; the embedded platform's, from one part to the next
GONE_WITHIN = 60.0
READY = "PPID siap"  # ppid/up.py


class NotReadyError(Exception):
    """The platform did not come up; the message ends with its last words."""


@dataclass(frozen=True, slots=True)
class Platform:
    """The edge's URL, and what runs a command of `ppid` where the platform runs."""

    url: str
    ppid: Callable[..., object]


def free_family() -> Ports:
    """The ports of an embedded platform, all of them free and chosen by nobody else."""
    edges = LISTENING[: -len(range(Ports().edge, max(Ports().all()) + 1))]
    families = map(Ports.from_edge, SystemRandom().sample(edges, len(edges)))
    with chosen_lately() as chosen:
        family = next(one for one in families if chosen.isdisjoint(one.all()) and not any(map(taken, one.all())))
        chosen.update(family.all())
    return family


@contextmanager
def embedded() -> Iterator[Platform]:
    """`ppid up` on free ports with data of its own."""
    edge = free_family().edge
    # Not pytest's own folder: that is closed to the account that the database runs as.
    folder = Path(tempfile.mkdtemp(prefix="ppid-platform-"))
    folder.chmod(0o755)
    log = folder / "up.log"
    kept = {name: value for name, value in os.environ.items() if not name.startswith("PPID_")}
    env = kept | {"PPID_PORT": str(edge), "PPID_VAR": str(folder / "var"), "PYTHONUNBUFFERED": "1"}

    def ppid(*arguments: str) -> None:
        subprocess.run([sys.executable, "-m", "ppid", *arguments], cwd=stack.ROOT, env=env, check=True)

    with log.open("wb") as out:
        platform = subprocess.Popen(
            [sys.executable, "-m", "ppid", "up"],
            cwd=stack.ROOT,
            env=env,
            stdin=subprocess.DEVNULL,
            stdout=out,
            stderr=subprocess.STDOUT,
        )
    try:
        _wait(platform, log)
        yield Platform(f"http://localhost:{edge}", ppid)
    finally:
        platform.send_signal(signal.SIGTERM)
        with suppress(subprocess.TimeoutExpired):
            platform.wait(GONE_WITHIN)
        platform.kill()  # its parts end with it; a platform that has gone by itself feels nothing
        platform.wait()
        shutil.rmtree(folder, ignore_errors=True)


@contextmanager
def composed() -> Iterator[Platform]:
    """`docker compose up --build` as a project of its own on a free port."""
    (port,) = free_ports(1)
    os.environ["PPID_PORT"] = str(port)
    name = f"{stack.PROJECT}-platform-{os.getpid()}"
    up = f"up -d --build --wait --wait-timeout {READY_WITHIN:.0f}"
    with services("docker compose", stack.files_of_platform(), name, [up]) as project:
        execute = project._docker_compose.execute
        yield Platform(f"http://localhost:{port}", lambda *words: execute(f"exec -T gateway ppid {' '.join(words)}"))


@contextmanager
def services(command: str, files: Sequence[str], name: str, setup: Sequence[str]) -> Iterator[Services]:
    """pytest-docker's services, but a start that fails says why and is cleared away."""
    cleanup = ["down -v -t 2"]
    executor = DockerComposeExecutor(command, list(files), name)
    stack.sweep(command)
    try:
        with get_docker_services(command, list(files), name, list(setup), cleanup) as running:
            yield running
    except Exception as failure:
        words = _words(executor)
        executor.execute(cleanup[0], success_codes=range(256))
        raise NotReadyError(f"{failure}\n{words}") from failure


def start(project: Services, part: str) -> None:
    """Start one part; harmless when it runs.

    Raises:
        NotReadyError: it did not come up.
    """
    executor = project._docker_compose
    try:
        executor.execute(f"up -d --wait {part}")
    except Exception as failure:  # pytest-docker raises nothing narrower
        raise NotReadyError(f"{failure}\n{_words(executor)}") from failure


def ended(project: Services) -> Iterator[tuple[str, str]]:
    """The parts that ended though nobody stopped them, each with its last words."""
    executor = project._docker_compose
    gone: bytes = executor.execute("ps -a --status exited --services", success_codes=range(256))
    for part in gone.decode(errors="replace").split():
        yield part, _words(executor, part)


def _words(executor: DockerComposeExecutor, part: str = "") -> str:
    said: bytes = executor.execute(f"logs --tail 15 {part}".rstrip(), success_codes=range(256))
    return said.decode(errors="replace")[-8000:]


def _wait(platform: "subprocess.Popen[bytes]", log: Path) -> None:
    """Until it says that it is ready: every service knows every office then, which no single page tells.

    It names each part that is up, so a busy machine gets as long as it takes, and a start that stopped is seen.
    """
    said, deadline = "", monotonic() + READY_WITHIN
    while READY not in said:
        if platform.poll() is not None or monotonic() > deadline:
            raise NotReadyError(said[-8000:])
        sleep(0.2)
        if (more := log.read_text(errors="replace")) != said:
            said, deadline = more, monotonic() + READY_WITHIN
