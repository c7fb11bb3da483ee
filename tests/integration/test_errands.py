"""Errands of all offices are claimed in turn."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from uuid import uuid4

import pytest

from chassis import clock, errands, outbox, system
from chassis.context import Context
from chassis.db import transaction, wake
from tests.integration.conftest import DEPOK, JABAR, MAKASSAR, Working

pytestmark = pytest.mark.stack
THEN = datetime(2001, 1, 1, tzinfo=UTC)  # when no other test has errands


def test_an_office_with_many_errands_keeps_no_other_waiting(work: Callable[[str], Working]) -> None:
    runtime = work("notify").runtime
    for second, office in enumerate((DEPOK, DEPOK, DEPOK, MAKASSAR, JABAR, MAKASSAR)):
        with runtime.acting(Context(office)), transaction():
            errands.add(uuid4(), THEN + timedelta(seconds=second))
    with clock.held(THEN + timedelta(days=1)):
        claimed = list(errands.claim(runtime.settings, lease=timedelta(hours=1), at_most=9))
    for errand in claimed:
        with runtime.acting(Context(errand.tenant)):
            errands.settle(errand)
    assert [errand.tenant for errand in claimed] == [DEPOK, MAKASSAR, JABAR, DEPOK, MAKASSAR, DEPOK]


def test_errands_of_one_kind_wait_for_none_of_another(work: Callable[[str], Working]) -> None:
    runtime = work("notify").runtime
    with runtime.acting(Context(DEPOK)), transaction():
        long, short = errands.add(uuid4(), THEN, "long"), errands.add(uuid4(), THEN)
    with clock.held(THEN + timedelta(days=1)):
        claims = [
            list(errands.claim(runtime.settings, lease=timedelta(hours=1), at_most=9, kind=kind))
            for kind in ("", "long")
        ]
    for (errand,) in claims:
        with runtime.acting(Context(DEPOK)):
            errands.settle(errand)
    assert [errand.id for (errand,) in claims] == [short.id, long.id]


@pytest.mark.parametrize(
    ("due_in", "woken"), [(timedelta(0), {errands.CHANNEL, outbox.CHANNEL}), (timedelta(minutes=1), {outbox.CHANNEL})]
)
def test_only_what_is_due_at_once_wakes_ticks_and_wakes_them_beside_relays(
    work: Callable[[str], Working], due_in: timedelta, woken: set[str]
) -> None:
    runtime = work("notify").runtime
    with system.connect(runtime.settings, "test") as listening:
        for channel in (errands.CHANNEL, outbox.CHANNEL):
            listening.execute(f"listen {channel}".encode())
        with runtime.acting(Context(DEPOK)):
            with transaction():
                errand = errands.add(uuid4(), clock.now() + due_in)
                wake(outbox.CHANNEL)
            errands.settle(errand)
        listening.execute("listen heard; select pg_notify('heard', '')")
        heard = set[str]()
        for notice in listening.notifies(timeout=20):
            if notice.channel == "heard":
                break
            heard.add(notice.channel)
    assert heard == woken
