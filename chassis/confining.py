"""Reading what strangers made in a child that can do no harm: little memory, little time, no secrets, no connections.

Parsers are where a file made to break them takes hold (ADR 18). The child gets the file as its standard input and
nothing else of ours: no environment, no open connection, no key. What it may use up is fixed before it reads a byte,
and so is what it can reach: programs' libraries and code to read, a folder of its own to write, no process, no TCP.
"""

import json
import os
import re
import resource
import shutil
import signal
import subprocess
import sys
from collections.abc import Callable
from contextlib import suppress
from functools import cache
from importlib import import_module
from io import BytesIO
from pathlib import Path
from select import select
from tempfile import TemporaryDirectory, TemporaryFile
from time import monotonic
from typing import IO, Any, BinaryIO

from chassis import landlock
from chassis.errors import Unavailable

MEMORY = 512 << 20  # bytes of address space
CPU_SECONDS, SECONDS = 8, 10  # of its own work; by the clock, which also counts waiting for a busy machine
WRITES = 64 << 20  # bytes of any file it writes, such as a reader's scratch file
_ROOT = Path(__file__).parents[1]
# What readers of files read beside Python and our code, random numbers included.
_LIBRARIES = tuple(
    map(
        Path,
        (
            "/usr",
            "/lib",
            "/lib64",
            "/etc/ld.so.cache",
            "/etc/fonts",
            "/etc/libreoffice",
            "/var/spool/libreoffice",
            "/dev/urandom",
        ),
    )
)
Progress = Callable[[int, int], None]  # how many are done, of how many
_NOT_KEPT = re.compile("[\x00\ud800-\udfff]")  # U+0000 and halves of letters
_TELLS = "PPID_CHILD_TELLS"  # to a child: the number of the pipe that it tells its progress into
_PROGRESS, _LONGEST_LINE = re.compile(rb"(\d{1,6}) (\d{1,6})"), 64
_TOO_MUCH, _NOT_SHUT_IN = 3, 4  # exit statuses: memory ran out; the kernel would not shut it in, and nothing was read


class Overran(Exception):
    """The file is to blame: reading it used up the memory or the time allowed, or killed the child."""


class Stalled(Unavailable):
    """The machine is to blame: no child could be started, or it did not get its turn in time. Try again later."""

    def __init__(self, why: str) -> None:
        """Say why to whoever reads the log; people are only told to come again."""
        super().__init__()
        self.args = (why,)


def run(  # noqa: PLR0913 - what a child may use up, each by its name
    job: str,
    file: BinaryIO,
    *,
    cpu_seconds: int = CPU_SECONDS,
    seconds: int = SECONDS,
    writes: int = WRITES,
    memory: int = MEMORY,
    behind: bool = False,
    **said: Any,
) -> tuple[Any, bytes]:
    """Have a file read by `work(file, **said)` of a module, in a child.

    Args:
        job: the module's name. file: a real file, not moved by others meanwhile.
        cpu_seconds, seconds, writes, memory: what the child may use up, the last two in bytes. behind: whether it gets
            the processor after everything else, since nobody waits for it. said: what `work` is told, as JSON.

    Returns:
        The two things that `work` returned: what it found, as JSON, and bytes, or a file, that it made.

    Raises:
        Overran, Stalled.
    """
    asked = [job, str(cpu_seconds), str(writes), str(memory), str(int(behind))]
    told, _, rest = _child(file, subprocess.PIPE, asked, seconds, said).partition(b"\n")
    return _writable(json.loads(told)), rest


def make(  # noqa: PLR0913 - what a child may use up, each by its name
    job: str,
    file: IO[bytes],
    made: IO[bytes],
    *,
    cpu_seconds: int,
    seconds: int,
    writes: int,
    progress: Progress | None = None,
    **said: Any,
) -> Any:
    """Do the same for more than fits into memory.

    Args:
        made: an empty real file for what `work` makes; it stands at the first byte of that afterwards.
        progress: is called with what the child told by `tell_progress`, in this thread; what it raises ends the child.

    Returns:
        What `work` found.

    Raises:
        Overran, also where more was made than `writes`; Stalled.
    """
    _child(file, made, [job, str(cpu_seconds), str(writes), str(MEMORY), "0"], seconds, said, progress)
    made.seek(0)
    return _writable(json.loads(made.readline()))


def _writable(told: Any) -> Any:
    """Return what a child told, with a sign in the place of letters that PostgreSQL does not keep."""
    if isinstance(told, str):
        return _NOT_KEPT.sub("\ufffd", told)
    if isinstance(told, list):
        return [_writable(part) for part in told]
    if isinstance(told, dict):
        return {_writable(key): _writable(value) for key, value in told.items()}
    return told


def tell_progress(done: int, of: int) -> None:
    """Tell whoever started this child how far it is; nothing where nobody asked."""
    if _TELLS in os.environ:
        os.write(int(os.environ[_TELLS]), f"{done} {of}\n".encode())


def _child(
    file: IO[bytes],
    into: IO[bytes] | int,
    asked: list[str],
    seconds: int,
    said: dict[str, Any],
    progress: Progress | None = None,
) -> bytes:
    """Have a child do its job, and wait for it; what it said, unless that went into a file."""
    _say_what_is_missing()
    file.seek(0)
    until = monotonic() + seconds
    with _scratch() as scratch:
        heard, tells = os.pipe()
        try:
            child = _started(file, into, asked, json.dumps(said).encode(), scratch, tells if progress else None)
        except BaseException:
            os.close(heard)
            raise
        finally:
            os.close(tells)
        try:
            if progress:
                _pass_on(heard, progress, until)
            made, _ = child.communicate(timeout=max(0, until - monotonic()))
        except subprocess.TimeoutExpired as late:
            raise Stalled(f"{asked[0]}: no end within {seconds} s") from late
        finally:
            os.close(heard)
            _end(child)
    if child.returncode == -signal.SIGKILL:
        raise Stalled(f"{asked[0]}: killed from outside")
    if child.returncode == _NOT_SHUT_IN:
        raise Stalled(f"{asked[0]}: the kernel did not shut it in")
    if child.returncode != 0:
        raise Overran(f"{asked[0]}: {child.returncode}")
    return made


def _pass_on(heard: int, progress: Progress, until: float) -> None:
    """Tell each line of a child, at most once a second, until it has no more to say or its time is over."""
    told, kept = 0.0, b""
    while (left := until - monotonic()) > 0:
        if not select([heard], [], [], left)[0]:
            continue
        piece = os.read(heard, _LONGEST_LINE)
        if not piece:
            return
        *lines, kept = (kept + piece).split(b"\n")
        kept = kept[:_LONGEST_LINE]
        if lines and monotonic() - told >= 1 and (line := _PROGRESS.fullmatch(lines[-1])):
            told = monotonic()
            progress(int(line[1]), int(line[2]))


@cache
def _say_what_is_missing() -> None:
    """Tell the log once where the kernel cannot keep a child from all that it should be kept from."""
    from chassis.log import get_logger  # the child, which loads this module too, does without

    if landlock.version() < landlock.SIGNALS:
        get_logger().warning("child_not_shut_in", landlock=landlock.version(), wanted=landlock.SIGNALS)


def _scratch() -> "TemporaryDirectory[str]":
    try:
        return TemporaryDirectory(prefix="ppid-child-", ignore_cleanup_errors=True)
    except OSError as full:
        raise Stalled(str(full)) from full


def _started(
    file: IO[bytes], into: IO[bytes] | int, asked: list[str], said: bytes, scratch: str, tells: int | None
) -> "subprocess.Popen[bytes]":
    """Start the child; what it is told lies in a file, since an argument may not be long."""
    env = {"PYTHONPATH": str(_ROOT), "TMPDIR": scratch, "LANG": "C.UTF-8"}
    env["MALLOC_ARENA_MAX"] = "2"  # what threads would set aside for themselves counts as used
    if tells is not None:
        env[_TELLS] = str(tells)
    try:
        with TemporaryFile() as told:
            told.write(said)
            told.seek(0)
            command = [sys.executable, "-P", "-m", __name__, *asked, str(told.fileno())]
            return subprocess.Popen(  # noqa: S603 - our own interpreter and module
                command, stdin=file, stdout=into, stderr=subprocess.DEVNULL, env=env,
                pass_fds=[told.fileno(), *([] if tells is None else [tells])], start_new_session=True,
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


def _confine(cpu_seconds: int, writes: int, memory: int, behind: int) -> None:
    if behind and hasattr(os, "SCHED_IDLE"):  # Linux; whoever asked may be as nice as can be already (sched(7))
        os.sched_setscheduler(0, os.SCHED_IDLE, os.sched_param(0))
        with suppress(OSError):  # where sessions share the processor and not processes (sched(7), autogroup)
            Path("/proc/self/autogroup").write_text("19")
    with suppress(OSError):  # where memory runs out, it is this process that goes and not one that people wait for
        Path("/proc/self/oom_score_adj").write_text("1000")
    for what, most in {
        resource.RLIMIT_AS: memory,
        resource.RLIMIT_FSIZE: writes,
        resource.RLIMIT_CORE: 0,
        resource.RLIMIT_NOFILE: 256,
    }.items():
        resource.setrlimit(what, (most, most))
    # One second more until the kernel kills, so that the signal which says why comes first.
    resource.setrlimit(resource.RLIMIT_CPU, (cpu_seconds, cpu_seconds + 1))


def _shut_in() -> None:
    """Leave nothing to reach but libraries, fonts and the like, our own code, and the folder for scratch."""
    ours = [package.parent for package in _ROOT.glob("*/__init__.py")]
    landlock.give_up(
        all_but=[*_LIBRARIES, Path(sys.prefix), Path(sys.base_prefix), *ours],
        written=[Path(os.environ["TMPDIR"]), Path(os.devnull)],  # the latter is where tesseract says what it does
    )


def _work(job: str, *limits: str, said: str) -> int:
    _confine(*map(int, limits))
    try:
        with os.fdopen(int(said), "rb") as words:
            given = json.load(words)
        module = import_module(job)
        try:
            _shut_in()
        except OSError:
            return _NOT_SHUT_IN
        told, made = module.work(sys.stdin.buffer, **given)
    except MemoryError:
        return _TOO_MUCH
    sys.stdout.buffer.write(json.dumps(told).encode() + b"\n")
    shutil.copyfileobj(BytesIO(made) if isinstance(made, bytes) else made, sys.stdout.buffer)
    return 0


if __name__ == "__main__":
    status = _work(*sys.argv[1:-1], said=sys.argv[-1])
    sys.stdout.flush()
    os._exit(status)  # at once: what a library does at the end of a process may fail, and nobody needs it
