"""What a service does by the clock: each tick by one process at a time, each lane in a thread, late rather than twice.

Of several tick processes one leads, through a session advisory lock, and the others stand by. Work that must not be
done twice still guards itself (a lease, a state in its row): a leader that lost its session finishes what it began.
"""

import threading
from collections import Counter as Count
from collections.abc import Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, field
from time import monotonic
from typing import Any

import psycopg
from prometheus_client import Counter

from chassis import audit_chain, errands, housekeeping, log, metrics, shutdown, system
from chassis.db import bound
from chassis.heartbeat import Heart
from chassis.service import Runtime, Service, Tick, start

logger = log.get_logger()
FAILED = Counter("ticks_failed", "Ticks that failed and are tried again", ["service", "tick"])

STAND_BY = 2.0  # seconds between tries to take the lead
LISTEN = 0.5  # seconds after which a leader that hears nothing looks whether it still leads, or is to stop
REST = 0.2  # seconds between two rounds of a tick that is woken, so that a thousand errands are not as many rounds
_LEAD = "select pg_try_advisory_lock(hashtext('ppid tick'))"


def run(service: Service) -> None:
    """Tick until SIGTERM; a tick under way is finished."""
    log.configure(service.name, "tick")
    runtime = start(service)
    metrics.serve(runtime.settings)
    with shutdown.asked() as stop:
        tick(runtime, stop)


def tick(runtime: Runtime, stop: threading.Event) -> None:
    """Stand by, take the lead when it is free, and tick until asked to stop; what is under way is finished.

    Raises:
        BaseException: whatever ended a lane; the process is to end with it, and whoever watches over it starts another.
    """
    pauses, heart = shutdown.pauses(), Heart("tick")
    with _lanes(runtime, stop) as lanes:
        while not stop.is_set():
            lanes.raise_ended()
            try:
                with system.connect(runtime.settings, "tick") as connection:
                    heart.beat(connection, lanes.done.total())
                    if takes_lead(connection):
                        logger.info("tick_ready")
                        pauses = shutdown.pauses()
                        _lead(connection, lanes, heart, stop)
                    else:
                        stop.wait(STAND_BY)
            except psycopg.OperationalError as away:
                logger.warning("tick_waits", reason=str(away))
                stop.wait(next(pauses))


def run_once(runtime: Runtime) -> None:
    """Do every tick of the service now (tests and one-shot runs).

    Raises:
        Exception: whatever a tick raises.
    """
    for due in _ticks(runtime):
        with bound(runtime.database):
            due.work(runtime)


def takes_lead(connection: psycopg.Connection[Any]) -> bool:
    """Whether nobody led until now; from now on this session does."""
    row = connection.execute(_LEAD).fetchone()
    return row is not None and bool(row[0])


def _lead(connection: psycopg.Connection[Any], lanes: "_Lanes", heart: Heart, stop: threading.Event) -> None:
    """Have every lane at work until asked to stop, the lead is lost or a lane ends; wake them for errands."""
    connection.execute(f"listen {errands.CHANNEL}")
    lanes.leading.set()
    try:
        while not stop.is_set():
            for _errand in connection.notifies(timeout=LISTEN, stop_after=1):
                lanes.wake()
            connection.execute("select")  # fails when the session is lost, and with it the lead
            heart.beat(connection, lanes.done.total())
            lanes.raise_ended()
    finally:
        lanes.leading.clear()


@dataclass(frozen=True, slots=True)
class _Lanes:
    """The threads at work: they rest while `leading` is not set, whoever is amid a tick once that is done."""

    bells: list[threading.Event]
    leading: threading.Event = field(default_factory=threading.Event)
    over: threading.Event = field(default_factory=threading.Event)
    running: list[Future[None]] = field(default_factory=list)
    done: Count[str] = field(default_factory=Count)  # how often each tick was done

    def wake(self) -> None:
        """Have every lane look for errands, at once or after the tick that it is amid."""
        for bell in self.bells:
            bell.set()

    def end(self) -> None:
        """Let every lane end, also one that rests."""
        self.over.set()
        self.leading.set()
        self.wake()

    def raise_ended(self) -> None:
        """Raise what ended a lane, such as a log that cannot be written."""
        for ended in filter(Future.done, self.running):
            ended.result()


@contextmanager
def _lanes(runtime: Runtime, stop: threading.Event) -> Iterator[_Lanes]:
    """Give a thread for each lane, for as long as the process ticks.

    They outlive a lost lead: one that is amid a long tick then keeps no other waiting once the lead is taken again.
    """
    shares: dict[str, list[Tick]] = {}
    for due in _ticks(runtime):
        shares.setdefault(due.lane, []).append(due)
    lanes = _Lanes([threading.Event() for _ in shares])
    with ThreadPoolExecutor(len(shares), "lane") as threads:
        try:
            for share, bell in zip(shares.values(), lanes.bells, strict=True):
                lanes.running.append(threads.submit(_take_turns, share, runtime, stop, lanes, bell))
            yield lanes
        finally:
            lanes.end()


def _take_turns(
    ticks: list[Tick], runtime: Runtime, stop: threading.Event, lanes: _Lanes, bell: threading.Event
) -> None:
    due_at = dict.fromkeys(ticks, 0.0)
    rested_at = due_at.copy()
    lanes.leading.wait()
    while not lanes.over.is_set():
        for due in _due(due_at):
            _do(due, runtime)
            lanes.done[due.name] += 1
            due_at[due], rested_at[due] = monotonic() + due.seconds, monotonic() + REST
            if stop.is_set():
                return
            if not lanes.leading.is_set():
                break
        if bell.wait(max(0.0, min(due_at.values()) - monotonic())):
            bell.clear()
            due_at.update((due, min(due_at[due], rested_at[due])) for due in ticks if due.woken)
        lanes.leading.wait()


def _due(due_at: dict[Tick, float]) -> Iterable[Tick]:
    now = monotonic()
    return [due for due, moment in due_at.items() if moment <= now]


def _do(due: Tick, runtime: Runtime) -> None:
    try:
        with runtime.database.turn(), bound(runtime.database):
            due.work(runtime)
    except BaseException:  # one tick's fault, a SystemExit too, is not another's; it is tried again when next due
        FAILED.labels(runtime.service.name, due.name).inc()
        logger.exception("tick_failed", tick=due.name)


def _ticks(runtime: Runtime) -> tuple[Tick, ...]:
    return runtime.service.ticks + housekeeping.TICKS + audit_chain.TICKS
