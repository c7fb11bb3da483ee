"""Reading what strangers made in a child that can do no harm: little memory, little time, no secrets, no connections.

Parsers are where a file made to break them takes hold (ADR 18). The child gets the file as its standard input and
nothing else of ours: no environment, no open connection, no key. What it may use up is fixed before it reads a byte.
"""

import json
import os
import resource
import signal
import subprocess
import sys
from contextlib import suppress
from importlib import import_module
from pathlib import Path
from tempfile import TemporaryFile
from typing import Any, BinaryIO

from chassis.errors import Unavailable

MEMORY = 512 << 20  # bytes of address space
CPU_SECONDS, SECONDS = 8, 10  # of its own work; by the clock, which also counts waiting for a busy machine
WRITES = 64 << 20  # bytes of any file it writes, such as a reader's scratch file
_ROOT = Path(__file__).parents[1]
_TOO_MUCH = 3  # exit status: memory ran out


class Overran(Exception):
    """The file is to blame: reading it used up the memory or the time allowed, or killed the child."""


class Stalled(Unavailable):
    """The machine is to blame: no child could be started, or it did not get its turn in time. Try again later."""

    def __init__(self, why: str) -> None:
        """Say why to whoever reads the log; people are only told to come again."""
        super().__init__()
        self.args = (why,)


def run(
    job: str,
    file: BinaryIO,
    *,
    cpu_seconds: int = CPU_SECONDS,
    seconds: int = SECONDS,
    writes: int = WRITES,
    **said: Any,
) -> tuple[Any, bytes]:
    """Have a file read by `work(file, **said)` of a module, in a child.

    Args:
        job: the module's name. file: a real file, not moved by others meanwhile.
        cpu_seconds, seconds, writes: what the child may use up, the last in bytes. said: what `work` is told, as JSON.

    Returns:
        The two things that `work` returned: what it found, as JSON, and bytes that it made.

    Raises:
        Overran, Stalled.
    """
    file.seek(0)
    child = _started(file, [job, str(cpu_seconds), str(writes)], json.dumps(said).encode())
    try:
        made, _ = child.communicate(timeout=seconds)
    except subprocess.TimeoutExpired as late:
        raise Stalled(f"{job}: no end within {seconds} s") from late
    finally:
        _end(child)
    if child.returncode == -signal.SIGKILL:
        raise Stalled(f"{job}: killed from outside")
    if child.returncode != 0:
        raise Overran(f"{job}: {child.returncode}")
    told, _, rest = made.partition(b"\n")
    return json.loads(told), rest


def _started(file: BinaryIO, asked: list[str], said: bytes) -> "subprocess.Popen[bytes]":
    """Start the child; what it is told lies in a file, since an argument may not be long."""
    env = {"PYTHONPATH": str(_ROOT), "PATH": os.environ.get("PATH", os.defpath), "LANG": "C.UTF-8"}
    env["MALLOC_ARENA_MAX"] = "2"  # what threads would set aside for themselves counts as used
    try:
        with TemporaryFile() as told:
            told.write(said)
            told.seek(0)
            command = [sys.executable, "-P", "-m", __name__, *asked, str(told.fileno())]
            return subprocess.Popen(  # noqa: S603 - our own interpreter and module
                command, stdin=file, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, env=env,
                pass_fds=[told.fileno()], start_new_session=True,
            )  # fmt: skip
    except OSError as full:
        raise Stalled(str(full)) from full


def _end(child: "subprocess.Popen[bytes]") -> None:
    """End the child and whatever it started."""
    with suppress(ProcessLookupError):
        os.killpg(child.pid, signal.SIGKILL)
    child.wait()
    if child.stdout:
        child.stdout.close()


def _confine(cpu_seconds: int, writes: int) -> None:
    with suppress(OSError):  # where memory runs out, it is this process that goes and not one that people wait for
        Path("/proc/self/oom_score_adj").write_text("1000")
    for what, most in {
        resource.RLIMIT_AS: MEMORY,
        resource.RLIMIT_FSIZE: writes,
        resource.RLIMIT_CORE: 0,
        resource.RLIMIT_NOFILE: 64,
    }.items():
        resource.setrlimit(what, (most, most))
    # One second more until the kernel kills, so that the signal which says why comes first.
    resource.setrlimit(resource.RLIMIT_CPU, (cpu_seconds, cpu_seconds + 1))


def _work(job: str, cpu_seconds: str, writes: str, said: str) -> int:
    _confine(int(cpu_seconds), int(writes))
    try:
        with os.fdopen(int(said), "rb") as words:
            given = json.load(words)
        told, made = import_module(job).work(sys.stdin.buffer, **given)
    except MemoryError:
        return _TOO_MUCH
    sys.stdout.buffer.write(json.dumps(told).encode() + b"\n" + made)
    return 0


if __name__ == "__main__":
    sys.exit(_work(*sys.argv[1:]))
