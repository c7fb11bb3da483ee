"""Files in one ZIP: names that every system unpacks, bytes that depend on the content alone, little memory."""

import hashlib
import tracemalloc
from collections.abc import Callable, Iterable, Iterator
from datetime import UTC, datetime

import pytest

from services.documents import packing
from services.documents.answers.domain import LONGEST, entry_name
from services.documents.packing import Part

AT = datetime(2026, 12, 1, 3, 30, tzinfo=UTC)
MEGABYTE = bytes(1 << 20)


def _large(pieces: int) -> Part:
    digest = hashlib.sha256()
    for _ in range(pieces):
        digest.update(MEGABYTE)

    def body() -> Iterator[bytes]:
        for _ in range(pieces):
            yield MEGABYTE

    return Part("besar.bin", "besar", "application/octet-stream", pieces << 20, digest.hexdigest(), body)


@pytest.mark.parametrize(
    ("name", "entry"),
    [
        ("Laporan.pdf", "07-Laporan.pdf"),
        ('a<b>:"c|d?*.xlsx', "07-a_b___c_d__.xlsx"),
        ("titik. .pdf", "07-titik.pdf"),
        ("Résumé – akhir.pdf", "07-Résumé – akhir.pdf"),
    ],
)
def test_a_name_is_kept_as_far_as_every_system_can_unpack_it(name: str, entry: str) -> None:
    assert entry_name(7, name) == entry


def test_a_long_name_is_cut_between_letters_and_keeps_its_ending() -> None:
    name = entry_name(7, "é" * 196 + ".pdf")
    assert len(name.encode()) <= LONGEST + len("07-")
    assert name.endswith("é.pdf")


def test_a_package_of_a_gigabyte_needs_no_more_memory_than_a_small_one() -> None:
    part = _large(1024)
    tracemalloc.start()
    size = sum(len(piece) for piece in packing.packed([part], AT))
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert size > 1 << 30
    assert peak < 8 << 20


def test_the_bytes_depend_on_the_content_and_on_nothing_else() -> None:
    assert b"".join(packing.packed([_large(2)], AT)) == b"".join(packing.packed([_large(2)], AT))


def test_a_file_is_opened_when_its_turn_comes_and_not_before() -> None:
    opened: list[int] = []

    def body(number: int) -> Callable[[], Iterable[bytes]]:
        def read() -> Iterable[bytes]:
            opened.append(number)
            return [MEGABYTE]

        return read

    digest = hashlib.sha256(MEGABYTE).hexdigest()
    parts = [Part(f"{n}.bin", "x", "application/octet-stream", len(MEGABYTE), digest, body(n)) for n in range(3)]
    sent = 0
    for piece in packing.packed(parts, AT):
        assert len(opened) <= 1 + sent // len(MEGABYTE)
        sent += len(piece)
    assert opened == [0, 1, 2]
