"""The directory's memory is shared by all threads of a process."""

import sys
import threading
from collections.abc import Iterator
from time import monotonic

import pytest

from chassis import directory
from chassis.directory import Directory, Office

OFFICE = Office("32.76", "kota", "KPU Kota Depok", "32", "Asia/Jakarta", "depokkotappid")


class Known(Directory):
    """A directory that finds every office without asking a database."""

    def _read(self, by: str, value: str) -> Office:
        return OFFICE


@pytest.fixture
def _restless() -> Iterator[None]:
    """Let threads take turns as often as the interpreter can."""
    before = sys.getswitchinterval()
    sys.setswitchinterval(1e-6)
    yield
    sys.setswitchinterval(before)


@pytest.mark.usefixtures("_restless")
def test_threads_may_ask_at_once_while_answers_expire(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(directory, "CACHE_SECONDS", 0.0005)
    known, broken, end = Known(None), list[str](), monotonic() + 1.5  # type: ignore[arg-type]  # never asked

    def ask(step: int) -> None:
        try:
            while monotonic() < end:
                for n in range(90):
                    assert known.by_code(str(n * step % 90)) == OFFICE
        except Exception as error:
            broken.append(repr(error))

    threads = [threading.Thread(target=ask, args=(step,)) for step in range(1, 9)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert broken == []
