"""Reading what strangers made in a child that can do no harm (ADR 18): little memory, little time, no secrets.

For what is read while somebody waits for the answer and fits into memory; documents, whose files do not, has its own.
"""

import resource
import signal
import subprocess
import sys
from contextlib import suppress
from importlib import import_module
from pathlib import Path

from chassis.errors import Unavailable

MEMORY = 512 << 20  # bytes of address space
CPU_SECONDS, SECONDS = 10, 60  # of its own work; by the clock, which also counts waiting for a busy machine
_ROOT = Path(__file__).parents[1]


class Overran(Exception):
    """What was read is to blame: it used up the memory or the time allowed, or killed the child."""


def run(job: str, content: bytes) -> bytes:
    """Have bytes read by `work(content)` of a module, in a child, and get what it made of them.

    Raises:
        Overran. Unavailable: no child could be started, or it did not get its turn in time; try again later.
    """
    env = {"PYTHONPATH": str(_ROOT), "LANG": "C.UTF-8"}
    command = [sys.executable, "-B", "-P", "-m", __name__, job]
    try:
        child = subprocess.run(  # noqa: S603 - our own interpreter and module
            command, input=content, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, env=env, timeout=SECONDS,
            check=False,
        )  # fmt: skip
    except (OSError, subprocess.TimeoutExpired) as busy:
        raise Unavailable from busy
    if child.returncode == -signal.SIGKILL:  # from outside: the machine ran out of something
        raise Unavailable
    if child.returncode != 0:
        raise Overran(f"{job}: {child.returncode}")
    return child.stdout


def _confine() -> None:
    with suppress(OSError):  # where memory runs out, it is this process that goes and not one that people wait for
        Path("/proc/self/oom_score_adj").write_text("1000")
    for what, most in {
        resource.RLIMIT_AS: MEMORY,
        resource.RLIMIT_FSIZE: 0,
        resource.RLIMIT_CORE: 0,
        resource.RLIMIT_NOFILE: 64,
    }.items():
        resource.setrlimit(what, (most, most))
    # One second more until the kernel kills, so that the signal which says why comes first.
    resource.setrlimit(resource.RLIMIT_CPU, (CPU_SECONDS, CPU_SECONDS + 1))


def _work(job: str) -> None:
    content = sys.stdin.buffer.read()
    _confine()
    sys.stdout.buffer.write(import_module(job).work(content))


if __name__ == "__main__":
    _work(*sys.argv[1:])
