"""A brake on who leaves rows behind, counted in PostgreSQL."""

from collections.abc import Callable, Iterator
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from uuid import uuid4

import psycopg
import pytest

from chassis import clock, pace
from chassis.context import Context
from chassis.db import transaction
from chassis.errors import TooMany
from chassis.pace import Pace
from chassis.service import Runtime
from tests.integration.conftest import DEPOK, MAKASSAR, Working

pytestmark = pytest.mark.stack
NOW = datetime(2026, 11, 24, 9, 0, tzinfo=UTC)


@pytest.fixture
def runtime(work: Callable[[str], Working]) -> Runtime:
    return work("intake").runtime


@pytest.fixture
def depok(runtime: Runtime) -> Iterator[None]:
    with runtime.acting(Context(DEPOK)):
        yield


@pytest.fixture
def name() -> str:
    """Of a pace that nobody counted by yet."""
    return str(uuid4())


@pytest.mark.usefixtures("depok")
def test_a_doer_is_stopped_until_its_time_is_over_and_others_are_not(name: str) -> None:
    twice = Pace(name, 2, 60)
    with clock.held(NOW):
        twice.count("satu")
    with clock.held(NOW + timedelta(seconds=40)):  # acts in between do not make the time longer
        twice.count("satu")
        with pytest.raises(TooMany) as refused:
            twice.count("satu")
        twice.count("dua")
    assert refused.value.seconds == 21
    with clock.held(NOW + timedelta(seconds=61)):
        twice.count("satu")


@pytest.mark.usefixtures("depok")
def test_what_is_refused_is_not_counted(name: str) -> None:
    with clock.held(NOW):
        Pace(name, 100, 60).count("berkas", 90)
        with pytest.raises(TooMany):
            Pace(name, 100, 60).count("berkas", 20)
        Pace(name, 100, 60).count("berkas", 10)


@pytest.mark.usefixtures("depok")
def test_what_is_undone_is_not_counted(name: str) -> None:
    once = Pace(name, 1, 60)
    with clock.held(NOW):
        with suppress(ValueError), transaction():
            once.count("satu")
            raise ValueError
        once.count("satu")


def test_a_network_is_counted_in_every_process_and_at_every_office_alike(runtime: Runtime, name: str) -> None:
    with runtime.acting(Context(DEPOK)):
        Pace(name, 1, 900).count_network("198.51.100.17")
    with runtime.acting(Context(MAKASSAR)), pytest.raises(TooMany):
        Pace(name, 1, 900).count_network("198.51.100.17")


@pytest.mark.usefixtures("depok")
@pytest.mark.parametrize("address", ["", "127.0.0.1", "::1"])
def test_the_machine_itself_is_no_stranger(name: str, address: str) -> None:
    Pace(name, 0, 60).count_network(address)


@pytest.mark.usefixtures("depok")
def test_counts_whose_time_is_over_are_swept(runtime: Runtime, name: str, service_env: dict[str, str]) -> None:
    with clock.held(NOW):
        Pace(name, 1, 60).count("satu")
    pace.sweep(runtime)
    with psycopg.connect(service_env["PPID_ADMIN_DATABASE_URL"].rpartition("/")[0] + "/ppid_intake") as connection:
        assert connection.execute("select count(*) from pace where since <= %s", [NOW]).fetchone() == (0,)
