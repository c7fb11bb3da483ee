"""A bounded number at a time."""

from threading import Event, Thread

import pytest

from chassis.context import Context, use
from chassis.errors import Unavailable
from chassis.places import Places, files_at_once
from tests.table import table


def test_who_finds_no_free_place_is_told_so_at_once_and_may_come_back_later() -> None:
    places = Places(1)
    with places.one(), pytest.raises(Unavailable), places.one():
        pass
    with places.one():
        pass


def test_a_place_is_free_again_after_a_failure() -> None:
    places = Places(1)
    with pytest.raises(ValueError, match="broken"), places.one():
        raise ValueError("broken")
    with places.one():
        pass


def test_one_office_leaves_the_last_place_to_the_others() -> None:
    places = Places(3)
    with use(Context("32.76")), places.one(), places.one():
        with pytest.raises(Unavailable), places.one():
            pass
        with use(Context("73.71")), places.one(), pytest.raises(Unavailable), use(Context("11")), places.one():
            pass
    with use(Context("32.76")), places.one(), places.one():
        pass


def test_who_is_patient_gets_the_place_that_comes_free() -> None:
    places, served = Places(1, patience=30), Event()

    def come() -> None:
        with places.one():
            served.set()

    later = Thread(target=come)
    with places.one():
        later.start()
        assert not served.is_set()
    later.join(30)
    assert served.is_set()


def test_patience_ends() -> None:
    class Busy(Unavailable):
        seconds = 2

    places = Places(1, patience=0.01, refusal=Busy)
    with places.one(), pytest.raises(Busy), places.one():
        pass


@table(("threads", "at_once"), [(1, 1), (4, 1), (8, 2), (16, 4)])
def test_files_never_take_more_than_a_quarter_of_the_threads_and_never_none(threads: int, at_once: int) -> None:
    assert files_at_once(threads) == at_once
