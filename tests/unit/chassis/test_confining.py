"""What a child that reads strangers' files can reach, also once a file has taken it over."""

import io
import os
import socket
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryFile
from typing import Any, BinaryIO, cast

import pytest
from structlog.testing import capture_logs

from chassis import confining, landlock
from chassis.confining import Stalled
from tests.corpora import prying
from tests.stack import ROOT
from tests.table import table

JOBS = sorted(
    ".".join(path.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__")
    for part in ("chassis", "services")
    for path in (ROOT / part).rglob("*.py")
    if "\ndef work(" in path.read_text("utf-8")
)
AUTOGROUP = "/proc/self/autogroup"  # sched(7): its share of the processor is that of its session


@pytest.fixture
def reach(tmp_path: Path) -> Iterator[dict[str, Any]]:
    """What there is to be reached: ourselves, a port where somebody listens, a file."""
    kept = tmp_path / "kept"
    kept.write_text("rahasia")
    with socket.create_server(("127.0.0.1", 0)) as server:
        yield {"parent": os.getpid(), "port": server.getsockname()[1], "kept": str(kept)}


@pytest.mark.promise("receiving")
def test_a_child_that_was_taken_over_reaches_no_process_no_file_of_ours_and_no_connection(
    reach: dict[str, Any],
) -> None:
    if landlock.version() < landlock.SIGNALS:
        pytest.skip("this kernel cannot shut a process in")
    with TemporaryFile() as file:
        done, _ = confining.run("tests.corpora.prying", cast(BinaryIO, file), **reach)
    assert {what for what, reached in done.items() if reached} == prying.HONEST


@pytest.mark.skipif(not hasattr(os, "SCHED_IDLE"), reason="only Linux has such a turn")
@pytest.mark.parametrize("behind", [False, True])
def test_a_child_that_nobody_waits_for_gets_the_processor_after_the_others(reach: dict[str, Any], behind: bool) -> None:
    with TemporaryFile() as file:
        _, made = confining.run("tests.corpora.prying", cast(BinaryIO, file), behind=behind, **reach)
    assert int(made) == (os.SCHED_IDLE if behind else os.sched_getscheduler(0))


@pytest.mark.skipif(not Path(AUTOGROUP).exists(), reason="this kernel shares by process")
@table(("behind", "nice"), [(0, 0), (1, 19)])
def test_a_child_comes_after_the_others_also_where_sessions_share_the_processor(behind: int, nice: int) -> None:
    limits = f"9, 1 << 20, 512 << 20, {behind}"
    told = f"from chassis.confining import _confine; _confine({limits}); print(open({AUTOGROUP!r}).read())"
    command = [sys.executable, "-c", told]
    done = subprocess.run(command, cwd=ROOT, start_new_session=True, capture_output=True, text=True, check=True)
    assert done.stdout.split()[-2:] == ["nice", str(nice)]


def test_a_process_that_is_not_shut_in_reaches_all_of_it(reach: dict[str, Any]) -> None:
    done, _ = prying.work(io.BytesIO(), **reach)
    assert all(done.values()), done


def test_no_reader_has_begun_a_second_thread_when_it_is_shut_in() -> None:
    assert len(JOBS) >= 10
    loaded = f"import os, {', '.join(JOBS)}; print(len(os.listdir('/proc/self/task')))"
    done = subprocess.run([sys.executable, "-c", loaded], cwd=ROOT, capture_output=True, text=True, check=True)
    assert done.stdout == "1\n"


def test_a_child_that_the_kernel_does_not_shut_in_reads_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    def refused(**_given: object) -> None:
        raise OSError("too many layers")

    monkeypatch.setattr(landlock, "give_up", refused)
    monkeypatch.setattr(confining, "_confine", lambda *_given: None)
    monkeypatch.setenv("TMPDIR", "/tmp")
    with TemporaryFile() as said:
        said.write(b"{}")
        said.seek(0)
        status = confining._work("tests.corpora.prying", "1", "1", "1", "0", said=str(os.dup(said.fileno())))
    assert status == confining._NOT_SHUT_IN


def test_that_is_the_machines_fault_and_not_the_files(monkeypatch: pytest.MonkeyPatch) -> None:
    def ended(*_given: object) -> "subprocess.Popen[bytes]":
        program = f"raise SystemExit({confining._NOT_SHUT_IN})"
        return subprocess.Popen([sys.executable, "-c", program], stdout=subprocess.PIPE, start_new_session=True)

    monkeypatch.setattr(confining, "_started", ended)
    with TemporaryFile() as file, pytest.raises(Stalled):
        confining.run("tests.corpora.prying", cast(BinaryIO, file))


def test_a_kernel_that_cannot_shut_a_child_in_is_told_to_the_log_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(landlock, "version", lambda: 0)
    confining._say_what_is_missing.cache_clear()
    with capture_logs() as logs:
        confining._say_what_is_missing()
        confining._say_what_is_missing()
    assert [line["event"] for line in logs] == ["child_not_shut_in"]


def test_what_a_child_tells_can_be_kept_whatever_letters_a_file_holds() -> None:
    told = {"di\x00mana": ["A\x00B", "setengah \ud83d", 7, None, True]}
    with TemporaryFile() as file:
        heard, _ = confining.run("tests.corpora.echo", cast(BinaryIO, file), told=told)
    assert heard == {"di\ufffdmana": ["A\ufffdB", "setengah \ufffd", 7, None, True]}
