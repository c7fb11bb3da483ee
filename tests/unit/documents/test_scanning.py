"""A file is what its bytes say, and only a clean answer of the scanner is clean."""

import hashlib
import io
import socketserver
import struct
import threading
from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.documents import scanning
from services.documents.scanning import CutShort, Incoming, NotScanned


@pytest.mark.parametrize(
    ("head", "found"),
    [
        (b"%PDF-1.7\nall of it readable", "application/pdf"),
        (b"\xff\xd8\xff\xe0\x00\x10JFIF", "image/jpeg"),
        (b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR", "image/png"),
        (b"PK\x03\x04\x14\x00", "application/zip"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1\x00\x00", "application/msword"),
        (b"MZ\x90\x00\x03", "application/x-msdownload"),
        (b"no,nama\r\n1,TPS 01\r\n", "text/plain"),
        (b"BMKG: cuaca hari pemungutan suara", "text/plain"),
        ("\ufeffDaftar Pemilih \u2013 revisi".encode(), "text/plain"),
        ("Rekapitulasi \u00e9".encode()[:-1], "text/plain"),
        (b"\n <!DOCTYPE html><title>x", "text/html"),
        (b"<script>alert(1)</script>", "text/html"),
        (b"caf\xe9 latin-1", "application/octet-stream"),
        (b"teks\x00teks", "application/octet-stream"),
    ],
)
def test_first_bytes_tell_the_type(head: bytes, found: str) -> None:
    assert scanning.type_of(head) == found


@given(st.binary(min_size=1, max_size=30_000), st.integers(1, 9000), st.integers(1, 9000))
def test_a_body_passes_unchanged_and_is_hashed_whatever_the_pieces(content: bytes, read: int, gives: int) -> None:
    incoming = Incoming(_Dribbling(content, gives), len(content))
    assert content.startswith(incoming.head)
    passed = b"".join(iter(lambda: incoming.read(read), b""))
    assert passed == content
    assert incoming.sha256 == hashlib.sha256(content).digest()


def test_a_body_that_ends_early_is_cut_short() -> None:
    incoming = Incoming(io.BytesIO(bytes(9000)), 9001)
    with pytest.raises(CutShort):
        list(iter(lambda: incoming.read(1 << 16), b""))


def test_nothing_is_read_beyond_the_announced_end() -> None:
    body = io.BytesIO(bytes(20_000))
    incoming = Incoming(body, 10_000)
    incoming.drain()
    assert body.tell() == 10_000


def test_a_large_body_is_never_asked_for_megabytes_at_once() -> None:
    body = _Asked(bytes(5 << 20))
    Incoming(body, 5 << 20).read_all()
    assert max(body.sizes) <= 1 << 18


class _Asked(io.BytesIO):
    """A body that remembers for how much it was asked."""

    def __init__(self, content: bytes) -> None:
        super().__init__(content)
        self.sizes = list[int]()

    def read(self, size: int | None = -1) -> bytes:
        self.sizes.append(size or 0)
        return super().read(size)


class _Dribbling(io.BytesIO):
    """A body that arrives in small pieces."""

    def __init__(self, content: bytes, at_most: int) -> None:
        super().__init__(content)
        self._at_most = at_most

    def read(self, size: int | None = -1) -> bytes:
        return super().read(min(size if size and size > 0 else self._at_most, self._at_most))


@contextmanager
def _clamd(answer: bytes) -> Iterator[tuple[str, list[bytes]]]:
    """A scanner that says one thing whatever it is told, and what it was told."""
    told: list[bytes] = []

    class Handler(socketserver.StreamRequestHandler):
        def handle(self) -> None:
            assert self.rfile.read(10) == b"zINSTREAM\0"
            while length := struct.unpack("!I", self.rfile.read(4))[0]:
                told.append(self.rfile.read(length))
            self.wfile.write(answer)

    with socketserver.TCPServer(("127.0.0.1", 0), Handler) as server:
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
        thread.start()
        yield f"127.0.0.1:{server.server_address[1]}", told
        server.shutdown()
        thread.join()


def test_a_clean_answer_is_clean_and_everything_was_told() -> None:
    with _clamd(b"stream: OK\0") as (address, told):
        assert scanning.scan(address, [b"satu", b"dua"]) is None
    assert told == [b"satu", b"dua"]


def test_a_finding_is_named() -> None:
    with _clamd(b"stream: Eicar-Test-Signature FOUND\0") as (address, _):
        assert scanning.scan(address, [b"x"]) == "Eicar-Test-Signature"


@pytest.mark.parametrize(
    "answer",
    [
        b"INSTREAM size limit exceeded. ERROR\0",
        b"stream: Heuristics.Limits.Exceeded.MaxFileSize FOUND\0",
        b"stream: Can't allocate memory ERROR\0",
        b"",
        b"stream: OK, probably\0",
    ],
)
def test_anything_but_a_clear_answer_is_no_answer(answer: bytes) -> None:
    with _clamd(answer) as (address, _), pytest.raises(NotScanned):
        scanning.scan(address, [b"x"])


def test_a_scanner_that_is_away_is_no_answer() -> None:
    with socketserver.TCPServer(("127.0.0.1", 0), socketserver.BaseRequestHandler) as closed:
        address = f"127.0.0.1:{closed.server_address[1]}"
    assert not scanning.answers(address)
    with pytest.raises(NotScanned):
        scanning.scan(address, [b"x"])
