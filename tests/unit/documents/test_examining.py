"""What arrives is read in a child that can do no harm; hostile files are refused with the reason, honest ones pass."""

import io
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from tempfile import TemporaryFile
from typing import BinaryIO, NamedTuple, cast

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chassis import confining
from chassis.confining import Overran, Stalled
from chassis.errors import Problem
from services.documents import examining, scanning
from services.documents.files.domain import formats
from services.documents.files.domain.flaws import SENTENCES, Flaw
from tests.corpora.honest import HONEST, pdf
from tests.corpora.hostile_offices import OFFICES
from tests.corpora.hostile_pdfs import PDFS
from tests.corpora.hostile_plain import NAMES, PICTURES, TEXTS, WRONG
from tests.corpora.mails import HONEST_MAILS, MAILS
from tests.corpora.scans import HONEST_SCANS, LARGE, SCANS
from tests.stack import ROOT

_LARGE_SCANS = {what: SCANS[what] for what in LARGE}  # the others are looked at in tests/unit/documents/test_scans.py
HONESTLY = {**HONEST, **HONEST_MAILS, "scan of 60 pages": HONEST_SCANS["scan of 60 pages"]}
HOSTILE = {**PDFS, **OFFICES, **PICTURES, **TEXTS, **MAILS, **_LARGE_SCANS}
EXPECTED: Mapping[str, tuple[str, Callable[[], bytes], Flaw | None]] = {
    **HOSTILE,
    **{what: (name, make, None) for what, (name, make) in HONESTLY.items()},
}


class Verdict(NamedTuple):
    """What the child said of a file, and how long it took, in seconds."""

    flaw: Flaw | None
    took: float


@contextmanager
def _lying(content: bytes) -> Iterator[BinaryIO]:
    with TemporaryFile() as file:
        file.write(content)
        file.flush()
        yield cast(BinaryIO, file)


def _let_in(name: str, content: bytes) -> formats.Format:
    """The name, the size and the first bytes are judged before anything is kept."""
    claimed = formats.format_of(formats.checked_name(name))
    formats.check_size(len(content))
    formats.check_content(name, expected=claimed.signature, found=scanning.type_of(content[: scanning.HEAD]))
    return claimed


def _examined(what: str) -> Verdict:
    """As it is done to what arrives: the name, the first bytes, then the child."""
    name, make, _ = EXPECTED[what]
    content = make()
    claimed = _let_in(name, content)
    with _lying(content) as file:
        begun = time.monotonic()
        try:
            told, _ = confining.run("services.documents.examining", file, media_type=claimed.media_type)
        except Overran:
            told = {"flaw": Flaw.TOO_COMPLEX}
        except Stalled:  # others keep the machine busy: as in the service, it is tried again
            return _examined(what)
        return Verdict(told["flaw"] and Flaw(told["flaw"]), time.monotonic() - begun)


@pytest.fixture(scope="module")
def verdicts() -> dict[str, Verdict]:
    """The whole corpus through the child, one after the other in each of two rows, good and bad mixed."""
    with ThreadPoolExecutor(2) as rows:
        return dict(zip(EXPECTED, rows.map(_examined, EXPECTED), strict=True))


def test_there_are_more_than_two_hundred_hostile_files() -> None:
    assert len(HOSTILE) + len(WRONG) + len(NAMES) > 200


@pytest.mark.promise("receiving")
@pytest.mark.timeout(600)
@pytest.mark.parametrize("what", HOSTILE)
def test_a_hostile_file_is_refused_for_what_is_wrong_with_it(what: str, verdicts: dict[str, Verdict]) -> None:
    assert verdicts[what].flaw == HOSTILE[what][2]


@pytest.mark.promise("receiving")
@pytest.mark.timeout(600)
@pytest.mark.parametrize("what", HONESTLY)
def test_an_honest_file_passes_right_beside_hostile_ones(what: str, verdicts: dict[str, Verdict]) -> None:
    assert verdicts[what].flaw is None


@pytest.mark.promise("receiving")
@pytest.mark.timeout(600)
def test_no_file_takes_more_than_its_time(verdicts: dict[str, Verdict]) -> None:
    assert max(verdict.took for verdict in verdicts.values()) <= confining.SECONDS + 1


@pytest.mark.parametrize("reader", ["pdf", "pictures", "tiffs", "office", "texts", "mails"])
def test_whoever_examines_a_file_loads_nothing_that_only_the_gate_needs(reader: str) -> None:
    program = f"import sys, services.documents.examining.{reader}; print(*sys.modules)"
    loaded = subprocess.check_output([sys.executable, "-c", program], cwd=ROOT, text=True).split()
    assert f"services.documents.examining.{reader}" in loaded
    assert {"phonenumbers", "stdnum", "statute", "services.documents.readers.seen"} & set(loaded) == set()


def test_a_confined_process_gets_no_more_than_its_memory() -> None:
    assert _confined("bytearray(c.MEMORY)").endswith("MemoryError\n")


def test_a_confined_process_writes_no_more_than_it_may() -> None:
    assert _confined("c.os.write(1, b'x' * 10); c.os.write(1, b'x')").endswith("File too large\n")


def _confined(does: str) -> str:
    """What a process says at its end that may write ten bytes."""
    program = f"from chassis import confining as c; c._confine(5, 10, c.MEMORY, 0); {does}"
    with tempfile.TemporaryFile() as out:
        command = [sys.executable, "-c", program]
        return subprocess.run(command, cwd=ROOT, stdout=out, stderr=subprocess.PIPE, text=True, check=False).stderr


@pytest.mark.parametrize("what", WRONG)
def test_what_is_no_file_of_its_kind_is_refused_by_its_name_or_first_bytes(what: str) -> None:
    name, content = WRONG[what]
    with pytest.raises(Problem) as refused:
        _let_in(name, content)
    assert refused.value.code == "file-refused"


@pytest.mark.parametrize("what", NAMES)
def test_a_name_that_deceives_is_refused_beside_its_field(what: str) -> None:
    with pytest.raises(Problem) as refused:
        formats.checked_name(NAMES[what])
    assert [fault.pointer for fault in refused.value.faults] == ["/name"]
    assert "nama" in refused.value.faults[0].detail.lower()  # not of what is in it


def test_every_flaw_has_a_sentence() -> None:
    assert set(SENTENCES) == set(Flaw)


@given(st.binary(max_size=400))
def test_whatever_the_bytes_are_the_answer_is_a_flaw_and_never_an_error(tail: bytes) -> None:
    for kind, begins in (
        (formats.PDF, b"%PDF-1.7\n"),
        (formats.DOCX, b"PK\x03\x04"),
        (formats.PNG, b"\x89PNG\r\n\x1a\n"),
        (formats.TIFF, b"II*\0"),
        (formats.MAIL, b"\0"),
    ):
        assert examining.examine(io.BytesIO(begins + tail), kind.media_type)


def test_a_child_that_dies_is_the_files_fault() -> None:
    with _lying(b"x") as file, pytest.raises(Overran):
        confining.run("services.documents.files.domain", file)  # which knows no work


def test_a_child_that_computes_too_long_is_ended_and_the_next_file_is_read() -> None:
    says = {"title": "a", "made_on": "2026-12-02T00:00:00+07:00", "annex": "", "log": None}
    job = {"media_type": formats.TEXT.media_type, "boxes": {}, "masks": [], "names": [], "says": says}
    with _lying(b"NIK 3276995403989001, budi@example.com.\n" * 100_000) as long, pytest.raises((Overran, Stalled)):
        confining.run("services.documents.copies.making", long, cpu_seconds=1, **job)  # some seconds of work
    with _lying(pdf()) as file:
        assert confining.run("services.documents.examining", file, media_type=formats.PDF.media_type) == (
            {"flaw": None},
            b"",
        )


def test_a_child_that_gets_no_turn_is_the_machines_fault_and_not_the_files() -> None:
    with _lying(pdf()) as file, pytest.raises(Stalled):
        confining.run("services.documents.examining", file, seconds=0, media_type=formats.PDF.media_type)
