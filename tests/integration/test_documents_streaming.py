"""Large files pass through in constant memory, both ways."""

import hashlib
import io
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from tests.corpora.honest import padded
from tests.integration.conftest import DEPOK, Working
from tests.integration.document_desk import requested

pytestmark = pytest.mark.stack
SIZE = 100 << 20
EXTRA = 64 << 20  # bytes that passing a file on may cost, whatever its size


class Pattern(io.RawIOBase):
    """A PDF of so many bytes that exists nowhere."""

    def __init__(self, size: int) -> None:
        self._begin, self._zeros, self._end = padded(size)
        self._size, self._at = size, 0

    def seek(self, offset: int, whence: int = io.SEEK_SET) -> int:
        self._at = offset + {io.SEEK_SET: 0, io.SEEK_CUR: self._at, io.SEEK_END: self._size}[whence]
        return self._at

    def tell(self) -> int:
        return self._at

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: bytearray) -> int:  # type: ignore[override]
        count = min(len(buffer), self._size - self._at)
        past = max(0, self._at - len(self._begin) - self._zeros)
        zeros = min(count, max(0, len(self._begin) + self._zeros - max(self._at, len(self._begin))))
        buffer[:count] = (self._begin[self._at :] + bytes(zeros) + self._end[past:])[:count]
        self._at += count
        return count


@contextmanager
def _growing_at_most(allowed: int) -> Iterator[None]:
    """The peak of this process' memory within the block, beyond what it held before."""
    Path("/proc/self/clear_refs").write_text("5")  # resets the peak (proc(5))
    before = _status("VmRSS")
    yield
    grown = _status("VmHWM") - before
    assert grown <= allowed, f"{grown >> 20} MB"


def _status(field: str) -> int:
    lines = Path("/proc/self/status").read_text().splitlines()
    return next(int(line.split()[1]) for line in lines if line.startswith(f"{field}:")) << 10


@pytest.mark.promise("receiving")
@pytest.mark.skipif(not Path("/proc/self/clear_refs").exists(), reason="memory is measured through Linux' /proc")
def test_a_hundred_megabytes_pass_up_and_down_in_constant_memory(work: Callable[[str], Working]) -> None:
    documents = work("documents")
    path = f"/v1/documents?request={requested(documents)}&purpose=answer&name=besar.pdf"
    with _growing_at_most(EXTRA):
        sent = documents.ask(
            DEPOK, "officer", path=path, method="POST", input_stream=Pattern(SIZE),
        )  # fmt: skip
    assert sent.status_code == 201, sent.get_json()
    document = sent.get_json()
    digest, size = hashlib.sha256(), 0
    with _growing_at_most(EXTRA):
        answer = documents.ask(DEPOK, "officer", path=f"/v1/documents/{document['id']}/content")
        for piece in answer.iter_encoded():
            digest.update(piece)
            size += len(piece)
    assert (size, digest.hexdigest()) == (SIZE, document["sha256"])
