"""One parent for all parts: it starts them, starts them again when they die, and stops them in order.

It has one thread and waits for signals with `sigtimedwait`, so there is no handler that could run at a bad moment.
"""

import contextlib
import os
import signal
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

import click

from ppid.embedded import procfs
from ppid.embedded.process import Child, fork
from ppid.embedded.record import Entry, Record
from ppid.embedded.refusal import Refusal

_ASKED = {signal.SIGTERM, signal.SIGINT, signal.SIGHUP}
_HEARD = {*_ASKED, signal.SIGCHLD}
_STEADY = 60.0  # seconds after which a part that dies again is not held to be dying in a loop
_LONGEST_PAUSE = 30.0


class StopAsked(Exception):
    """Somebody asked the platform to stop (SIGTERM, Ctrl-C, the terminal closed)."""


@dataclass(frozen=True, slots=True)
class Part:
    """A process that is to run for as long as the platform does.

    Parts of a lower `stage` are stopped first; one that has not ended `grace` seconds after its signal is killed.
    """

    child: Child
    work: Callable[[], None]
    stage: int
    stop: signal.Signals = signal.SIGTERM
    grace: float = 5.0


@dataclass(slots=True)
class _Life:
    part: Part
    pid: int = 0
    began: float = 0.0
    pause: float = 0.5  # before the next start, in seconds
    due: float = field(default=0.0)  # when to start it again; 0: it runs


class Supervisor:
    """Starts, watches and stops parts. The calling process must not have other children."""

    def __init__(self, record: Record) -> None:
        self._record = record
        self._lives: dict[str, _Life] = {}
        self._ended: dict[int, int] = {}
        signal.pthread_sigmask(signal.SIG_BLOCK, _HEARD)

    def start(self, part: Part) -> None:
        """Start a part and keep it running."""
        life = self._lives[part.child.name] = _Life(part)
        self._fork(life)

    def run(self, child: Child, work: Callable[[], None]) -> int:
        """Run a child once and return its exit status (negative: the signal that ended it).

        Raises:
            StopAsked: while it ran; it was told to stop, too.
        """
        pid = fork(child, work)
        try:
            while pid not in self._ended:
                self._pause(1.0)
        except StopAsked:
            _signal(pid, signal.SIGTERM)
            raise
        return self._ended.pop(pid)

    def wait_until(self, ready: Callable[[], bool], part: str, seconds: float) -> None:
        """Wait until a part is ready.

        Raises:
            Refusal: it ended or was not ready in time; the message ends with the last line of its log.
            StopAsked: somebody asked.
        """
        life, deadline = self._lives[part], time.monotonic() + seconds
        while not ready():
            if life.due or time.monotonic() > deadline:
                how = "berhenti" if life.due else f"belum siap setelah {seconds:.0f} detik"
                raise Refusal(f"bagian {part} {how}. {_last_line(life.part.child.log)}")
            self._pause(0.05)

    def watch(self) -> None:
        """Keep all parts running until somebody asks to stop."""
        with contextlib.suppress(StopAsked):
            while True:
                self._pause(1.0)

    def stop(self) -> None:
        """Stop all parts, stage by stage."""
        for stage in sorted({life.part.stage for life in self._lives.values()}):
            self._stop_stage([life for life in self._lives.values() if life.part.stage == stage])
        self._lives.clear()
        self._record.write([])

    def _stop_stage(self, lives: list[_Life]) -> None:
        running = [life for life in lives if not life.due]
        for life in running:
            _signal(life.pid, life.part.stop)
        asked = time.monotonic()
        while running:
            with contextlib.suppress(StopAsked):  # asking twice changes nothing: it is under way
                self._listen(0.05)
            running = [life for life in running if life.pid not in self._ended]
            for life in running:
                if time.monotonic() - asked > life.part.grace:
                    _signal(life.pid, signal.SIGKILL)
        for life in lives:  # workers of a part that was killed
            _signal(life.pid, signal.SIGKILL)

    def _pause(self, seconds: float) -> None:
        """Wait for news at most so long, then deal with what has died and with what is due."""
        self._listen(seconds)
        now = time.monotonic()
        for life in self._lives.values():
            if not life.due and life.pid in self._ended:
                self._lay_out(life, now)
            if life.due and life.due <= now:
                self._fork(life)

    def _listen(self, seconds: float) -> None:
        heard = signal.sigtimedwait(_HEARD, seconds)
        with contextlib.suppress(ChildProcessError):
            while (ended := os.waitpid(-1, os.WNOHANG))[0]:
                self._ended[ended[0]] = os.waitstatus_to_exitcode(ended[1])
        if heard and heard.si_signo in _ASKED:
            raise StopAsked

    def _lay_out(self, life: _Life, now: float) -> None:
        status = self._ended.pop(life.pid)
        _signal(life.pid, signal.SIGKILL)  # its workers, if it had any
        if now - life.began > _STEADY:
            life.pause = 0.5
        life.due, life.pause = now + life.pause, min(life.pause * 2, _LONGEST_PAUSE)
        click.echo(f"Bagian {life.part.child.name} berhenti ({status}); dijalankan lagi.", err=True)

    def _fork(self, life: _Life) -> None:
        life.pid, life.began, life.due = fork(life.part.child, life.part.work), time.monotonic(), 0.0
        self._record.write([_entry(each) for each in self._lives.values() if each.pid and not each.due])


def _entry(life: _Life) -> Entry:
    child = life.part.child
    return Entry(child.name, life.pid, procfs.started(life.pid) or 0, int(child.on_orphan))


def _signal(group: int, number: signal.Signals) -> None:
    with contextlib.suppress(ProcessLookupError, PermissionError):
        os.killpg(group, number)


def _last_line(log: Path | None) -> str:
    if log is None or not log.is_file():
        return ""
    lines = log.read_text("utf-8", errors="replace").split("\n")
    return f"Catatan terakhir di {log}: {next((line for line in reversed(lines) if line.strip()), '')}"
