"""What a service does by the clock: each tick by one process at a time, each lane in a thread, late rather than twice.

Of several tick processes one leads, through a session advisory lock, and the others stand by. Work that must not be
done twice still guards itself (a lease, a state in its row): a leader that lost its session finishes what it began.
"""

import threading
from collections.abc import Iterable
from concurrent.futures import Future, ThreadPoolExecutor
from time import monotonic
from typing import Any

import psycopg
from prometheus_client import Counter

from chassis import audit_chain, housekeeping, log, metrics, shutdown, system
from chassis.db import bound
from chassis.service import Runtime, Service, Tick, start

logger = log.get_logger()
FAILED = Counter("ticks_failed", "Ticks that failed and are tried again", ["service", "tick"])

STAND_BY = 2.0  # seconds between tries to take the lead
_LEAD = "select pg_try_advisory_lock(hashtext('ppid tick'))"


def run(service: Service) -> None:
    """Tick until SIGTERM; a tick under way is finished."""
    log.configure(service.name, "tick")
    runtime = start(service)
    metrics.serve(runtime.settings)
    with shutdown.asked() as stop:
        tick(runtime, stop)


def tick(runtime: Runtime, stop: threading.Event) -> None:
    """Stand by, take the lead when it is free, and tick until asked to stop.

    Raises:
        BaseException: whatever ended a lane; the process is to end with it, and whoever watches over it starts another.
    """
    pauses = shutdown.pauses()
    while not stop.is_set():
        try:
            with system.connect(runtime.settings, "tick") as connection:
                if takes_lead(connection):
                    logger.info("tick_ready")
                    pauses = shutdown.pauses()
                    _work(runtime, connection, stop)
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


def _work(runtime: Runtime, connection: psycopg.Connection[Any], stop: threading.Event) -> None:
    """Have every lane at work until asked to stop, the lead is lost or a lane ends; what is under way is finished."""
    shares: dict[str, list[Tick]] = {}
    for due in _ticks(runtime):
        shares.setdefault(due.lane, []).append(due)
    over = threading.Event()
    with ThreadPoolExecutor(len(shares), "lane") as threads:
        lanes = [threads.submit(_take_turns, ticks, runtime, stop, over) for ticks in shares.values()]
        try:
            while not stop.wait(STAND_BY):
                connection.execute("select")  # fails when the session is lost, and with it the lead
                for ended in filter(Future.done, lanes):
                    ended.result()  # raises what ended it, such as a log that cannot be written
        finally:
            over.set()


def _take_turns(ticks: list[Tick], runtime: Runtime, stop: threading.Event, over: threading.Event) -> None:
    due_at = dict.fromkeys(ticks, 0.0)
    while not over.is_set():
        for due in _due(due_at):
            _do(due, runtime)
            due_at[due] = monotonic() + due.seconds
            if stop.is_set() or over.is_set():
                return
        over.wait(max(0.0, min(due_at.values()) - monotonic()))


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
