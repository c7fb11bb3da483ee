"""The office in force: nothing happens without one, and it never outlives its block."""

import threading

import pytest

from chassis.context import Context, NoContext, current, use
from chassis.db import transaction


def test_asking_for_the_office_outside_any_office_fails() -> None:
    with pytest.raises(NoContext):
        current()


def test_no_sql_is_sent_without_an_office() -> None:
    with pytest.raises(NoContext), transaction():
        pytest.fail("a transaction was opened")


def test_the_office_before_comes_back_even_after_an_exception() -> None:
    with use(Context("32.76")):
        with pytest.raises(RuntimeError), use(Context("73")):
            raise RuntimeError
        assert current().tenant == "32.76"
    with pytest.raises(NoContext):
        current()


def test_another_thread_is_in_no_office() -> None:
    seen: list[str] = []

    def look() -> None:
        try:
            seen.append(current().tenant)
        except NoContext:
            seen.append("none")

    with use(Context("32.76")):
        thread = threading.Thread(target=look)
        thread.start()
        thread.join()
    assert seen == ["none"]
