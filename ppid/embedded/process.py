"""Forking the parts: each child lives no longer than its parent, logs to its own file and has its own group.

The parent must be single-threaded and hold no connection when it forks.
"""

import contextlib
import ctypes
import gc
import os
import signal
import sys
import traceback
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import NoReturn

from ppid.embedded.identity import SELF, Identity

_PR_SET_PDEATHSIG, _PR_SET_NAME = 1, 15
_LONGEST_LOG = 5 << 20  # bytes; a longer log is put aside when its part starts
_libc = ctypes.CDLL(None, use_errno=True)


@dataclass(frozen=True, slots=True)
class Child:
    """How a child is to live: its name, its log (None: the parent's terminal), what it gets on its parent's death."""

    name: str
    log: Path | None
    on_orphan: signal.Signals = signal.SIGKILL
    nice: int = 0
    identity: Identity = SELF


def fork(child: Child, work: Callable[[], None]) -> int:
    """Run `work` in a new process of its own group and return its pid; the process ends when `work` does."""
    sys.stdout.flush()
    sys.stderr.flush()
    parent = os.getpid()
    pid = os.fork()
    if pid == 0:
        _live(child, work, parent)
    with contextlib.suppress(OSError):  # the child may have done it, or ended, already
        os.setpgid(pid, pid)
    return pid


def execute(program: Sequence[str], env: Mapping[str, str], folder: Path) -> Callable[[], None]:
    """Work that becomes another program, in a folder, with exactly this environment (and the machine's PATH)."""

    def become() -> None:
        os.chdir(folder)
        os.execve(program[0], list(program), {"PATH": os.defpath, **env})  # noqa: S606 - no shell is meant

    return become


def _live(child: Child, work: Callable[[], None], parent: int) -> NoReturn:
    status = 1
    try:
        _settle(child, parent)
        work()
        status = 0
    except SystemExit as left:
        status = left.code if isinstance(left.code, int) else int(left.code is not None)
    except BaseException:  # the child must end here whatever happened and never return into the parent's code
        traceback.print_exc()
    finally:
        with contextlib.suppress(Exception):
            sys.stdout.flush()
            sys.stderr.flush()
        os._exit(status)


def _settle(child: Child, parent: int) -> None:
    os.setpgid(0, 0)  # a Ctrl-C in the terminal is the parent's business
    for number in (signal.SIGTERM, signal.SIGINT, signal.SIGHUP, signal.SIGCHLD):
        signal.signal(number, signal.default_int_handler if number == signal.SIGINT else signal.SIG_DFL)
    signal.pthread_sigmask(signal.SIG_SETMASK, ())
    _libc.prctl(_PR_SET_NAME, child.name.encode()[:15], 0, 0, 0)  # what `ps` and `top` show
    if child.nice:
        os.nice(child.nice)
        os.sched_setscheduler(0, os.SCHED_BATCH, os.sched_param(0))  # its wake-ups interrupt nobody
    with Path(os.devnull).open("rb") as nothing:
        os.dup2(nothing.fileno(), 0)
    if child.log:
        _redirect(child.log)
    child.identity.assume()
    _libc.prctl(_PR_SET_PDEATHSIG, int(child.on_orphan), 0, 0, 0)  # last: a change of user clears it
    if os.getppid() != parent:  # it ended before we could ask
        os._exit(1)
    gc.enable()


def _redirect(log: Path) -> None:
    if log.is_file() and log.stat().st_size > _LONGEST_LOG:
        log.replace(log.with_suffix(".log.1"))
    with log.open("ab") as out:
        os.dup2(out.fileno(), 1)
        os.dup2(out.fileno(), 2)
