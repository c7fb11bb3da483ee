"""What is done by the clock is done by one process at a time, and one fault does not stop the rest."""

import threading
from collections.abc import Callable
from dataclasses import replace
from typing import Any
from uuid import uuid4

import psycopg
import pytest
from prometheus_client import REGISTRY

from chassis import errands, housekeeping, metrics, ticking
from chassis.db import waking
from chassis.service import Runtime, Tick
from tests.load.world import World, on, tell

pytestmark = pytest.mark.stack


def test_of_two_tick_processes_one_works_and_the_other_takes_over(table_world: World) -> None:
    worked: list[str] = []
    first_worked, second_worked = threading.Event(), threading.Event()
    stop_first, stop_second = threading.Event(), threading.Event()
    first = ticks(table_world, Tick("count", 0.01, noting(worked, "first", first_worked)))
    second = ticks(table_world, Tick("count", 0.01, noting(worked, "second", second_worked)))
    leading = threading.Thread(target=ticking.tick, args=(first, stop_first))
    leading.start()
    assert first_worked.wait(20)
    standing_by = threading.Thread(target=ticking.tick, args=(second, stop_second))
    standing_by.start()
    first_worked.clear()
    assert first_worked.wait(20)
    assert "second" not in worked
    stop_first.set()
    leading.join()
    assert second_worked.wait(20)
    stop_second.set()
    standing_by.join()


@pytest.mark.parametrize("fault", [RuntimeError, SystemExit])
def test_a_tick_that_fails_is_counted_and_tried_again_and_the_next_one_is_done(
    table_world: World, fault: type[BaseException]
) -> None:
    stop = threading.Event()
    tries = 0

    def fail(_runtime: Runtime) -> None:
        nonlocal tries
        tries += 1
        raise fault

    def end(_runtime: Runtime) -> None:
        if tries == 3:
            stop.set()

    runtime = ticks(table_world, Tick("fail", 0.01, fail), Tick("end", 0.01, end))
    before = failed("fail")
    ticking.tick(runtime, stop)
    assert (tries, failed("fail") - before) == (3, 3)


def test_what_ends_a_lane_ends_the_process(table_world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(_runtime: Runtime) -> None:
        monkeypatch.setattr(ticking.logger, "exception", full)
        raise RuntimeError

    def full(*_said: object, **_more: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(ticking, "STAND_BY", 0.01)
    with pytest.raises(OSError, match="No space left"):
        ticking.tick(ticks(table_world, Tick("fail", 60, fail)), threading.Event())


def test_what_takes_long_keeps_only_its_own_lane_waiting(table_world: World) -> None:
    stop, others_ran = threading.Event(), threading.Event()
    seen: list[bool] = []

    def dawdle(_runtime: Runtime) -> None:
        seen.append(others_ran.wait(20))
        stop.set()

    runtime = ticks(
        table_world, Tick("dawdle", 60, dawdle, "slow"), Tick("quick", 60, lambda _runtime: others_ran.set())
    )
    ticking.tick(runtime, stop)
    assert seen == [True]


def test_connections_are_kept_while_any_lane_is_at_work_and_no_longer(table_world: World) -> None:
    stop = threading.Event()
    table_world.teller.database.dispose()  # of what tests before kept
    pool = table_world.teller.database.engine
    kept: list[int] = []

    def work(runtime: Runtime) -> None:
        with runtime.database.turn():  # another lane's, which ends first
            tell(runtime, uuid4())
        kept.append(pool.pool.checkedin())  # type: ignore[attr-defined]
        stop.set()

    ticking.tick(ticks(table_world, Tick("work", 60, work)), stop)
    assert (kept, pool.pool.checkedin()) == ([1], 0)  # type: ignore[attr-defined]


def test_an_errand_wakes_whoever_takes_errands_up_and_nobody_else(
    table_world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(ticking, "REST", 0)
    stop, both_ran = threading.Event(), threading.Event()
    worked: list[str] = []

    def take_up(_runtime: Runtime) -> None:
        worked.append("take up")
        if worked.count("take up") == 2:
            stop.set()

    def other(_runtime: Runtime) -> None:
        worked.append("other")
        both_ran.set()

    runtime = ticks(table_world, Tick("take up", 60, take_up, woken=True), Tick("other", 60, other))
    working = threading.Thread(target=ticking.tick, args=(runtime, stop))
    working.start()
    assert both_ran.wait(20)
    table_world.superuser(waking(errands.CHANNEL))
    working.join(20)
    assert (worked, working.is_alive()) == (["take up", "other", "take up"], False)


def test_a_thousand_errands_are_not_as_many_rounds(table_world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ticking, "REST", 60)
    stop, ran, looked = threading.Event(), threading.Event(), threading.Event()
    worked: list[str] = []
    runtime = ticks(
        table_world,
        Tick("take up", 60, noting(worked, "take up", ran), woken=True),
        Tick("look", 0.01, noting(list[str](), "look", looked)),
    )
    working = threading.Thread(target=ticking.tick, args=(runtime, stop))
    working.start()
    assert ran.wait(20)
    table_world.superuser(waking(errands.CHANNEL))
    for _look in range(3):
        looked.clear()
        assert looked.wait(20)
    stop.set()
    working.join(20)
    assert worked == ["take up"]


def test_a_lost_database_keeps_no_lane_waiting_for_what_takes_long_in_another(
    table_world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(ticking, "STAND_BY", 0.01)
    takes, led = ticking.takes_lead, list[bool]()
    stop, begun, ran_again = threading.Event(), threading.Event(), threading.Event()
    seen: list[bool] = []

    def takes_lead(connection: psycopg.Connection[Any]) -> bool:
        led.append(takes(connection))
        return led[-1]

    def copy(_runtime: Runtime) -> None:
        begun.set()
        seen.append(ran_again.wait(20))
        stop.set()

    def quick(_runtime: Runtime) -> None:
        if led.count(True) == 2:
            ran_again.set()

    monkeypatch.setattr(ticking, "takes_lead", takes_lead)
    runtime = ticks(table_world, Tick("copy", 60, copy, "slow"), Tick("quick", 0.01, quick))
    working = threading.Thread(target=ticking.tick, args=(runtime, stop))
    working.start()
    assert begun.wait(20)
    table_world.superuser(
        "select pg_terminate_backend(pid) from pg_stat_activity"
        " where datname = current_database() and application_name = 'ppid teller tick'"
    )
    working.join(40)
    assert (seen, working.is_alive()) == ([True], False)


def test_a_tick_process_waits_for_its_database(table_world: World) -> None:
    stop = threading.Event()
    away = on(table_world.teller, system_database_url="postgresql+psycopg://nobody@127.0.0.1:1/none")
    waiting = threading.Thread(target=ticking.tick, args=(away, stop))
    waiting.start()
    stop.set()
    waiting.join(20)
    assert not waiting.is_alive()


def test_the_backlog_is_among_the_figures_and_a_lost_database_hides_only_itself(table_world: World) -> None:
    tell(table_world.teller, uuid4())
    metrics.watch(table_world.teller.settings)
    metrics.watch(table_world.teller.settings)  # a second app in the same process
    assert metrics.ASKED.get_sample_value("outbox_backlog", {"service": "teller"}) == 1
    away = on(table_world.teller, system_database_url="postgresql+psycopg://nobody@127.0.0.1:1/none")
    metrics.watch(away.settings)
    assert metrics.ASKED.get_sample_value("outbox_backlog", {"service": "teller"}) is None


def test_a_late_relay_is_an_alarm(table_world: World, capsys: pytest.CaptureFixture[str]) -> None:
    tell(table_world.teller, uuid4())
    housekeeping.watch(table_world.teller)
    assert "outbox_late" not in capsys.readouterr().out
    table_world.superuser("update outbox set created_at = now() - interval '61 seconds'")
    housekeeping.watch(table_world.teller)
    assert "outbox_late" in capsys.readouterr().out


def ticks(world: World, *own: Tick) -> Runtime:
    return replace(world.teller, service=replace(world.teller.service, ticks=own))


def failed(tick: str) -> float:
    return REGISTRY.get_sample_value("ticks_failed_total", {"service": "teller", "tick": tick}) or 0.0


def noting(worked: list[str], name: str, done: threading.Event) -> Callable[[Runtime], None]:
    def work(_runtime: Runtime) -> None:
        worked.append(name)
        done.set()

    return work
