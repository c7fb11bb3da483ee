"""What a file really is: counted and hashed while it passes by, typed by its content, read by clamd."""

import codecs
import hashlib
import socket
import struct
from collections.abc import Iterable, Iterator
from typing import BinaryIO

import filetype

from chassis.errors import Problem
from services.documents.files.domain.formats import PDF, TEXT

HEAD = 8192  # bytes by which a file is typed
_PIECE = 256 << 10  # bytes read at a time
PING_SECONDS = 5  # until a scanner that does not say that it is there counts as away
CLAMD_SECONDS = 300  # longest silence: clamd answers only after it has read everything

_ZIP = "application/zip"
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"  # old Office files, and new ones behind a password
_MARKUP = ("<!doctype", "<html", "<head", "<body", "<script", "<svg", "<?xml", "<table")
_LAYOUT_CONTROLS = frozenset("\t\n\r\f")


class CutShort(Problem):
    """The sender broke off before everything was sent."""

    status, code, title = 400, "cut-short", "Kiriman terputus sebelum selesai"


class NotScanned(Exception):
    """The scanner did not say that the file is clean, nor that it is infected: anything but an answer is no answer."""


def pieces(body: BinaryIO, size: int) -> Iterator[bytes]:
    """So many bytes of a body, in pieces: a server that is asked for megabytes at once copies them over and over.

    Raises:
        CutShort: the body ends before.
    """
    while size:
        piece = body.read(min(_PIECE, size))
        if not piece:
            raise CutShort
        size -= len(piece)
        yield piece


def sha256(chunks: Iterable[bytes]) -> bytes:
    """The digest of all of a file."""
    digest = hashlib.sha256()
    for chunk in chunks:
        digest.update(chunk)
    return digest.digest()


class Incoming:
    """A body on its way to the storage: hands out its first bytes early, then counts and hashes all of it."""

    def __init__(self, body: BinaryIO, size: int) -> None:
        self._body = body
        self._hash = hashlib.sha256()
        self._read = 0
        self.size = size
        self.head = self._take(min(HEAD, size))
        self._pending = self.head

    def read(self, size: int) -> bytes:
        """The next bytes, at most so many; empty at the announced end.

        Raises:
            CutShort: the body ends before it was announced to.
        """
        if self._pending:
            chunk, self._pending = self._pending[:size], self._pending[size:]
            return chunk
        return self._take(min(size, self.size - self._read))

    @property
    def sha256(self) -> bytes:
        """The digest of everything read so far."""
        return self._hash.digest()

    def read_all(self) -> bytes:
        """All of a body that is small enough to be held.

        Raises:
            CutShort: see `read`.
        """
        return b"".join(iter(lambda: self.read(self.size), b""))

    def drain(self) -> None:
        """Read the rest away: a sender that is still sending does not listen to an answer."""
        while part := self._body.read(min(1 << 16, self.size - self._read)):
            self._read += len(part)

    def _take(self, size: int) -> bytes:
        found = list[bytes]()
        for piece in pieces(self._body, size):
            self._hash.update(piece)
            found.append(piece)
        self._read += size
        return b"".join(found)


def type_of(head: bytes) -> str:
    """The media type that first bytes show; every container on the base of ZIP is `application/zip` here."""
    if head.startswith(b"%PDF-"):
        return PDF.media_type
    if _is_text(head):
        return (
            "text/html"
            if head.decode(errors="ignore").lstrip("\ufeff \t\r\n").lower().startswith(_MARKUP)
            else TEXT.media_type
        )
    if head.startswith(b"PK\x03\x04"):
        return _ZIP
    if head.startswith(_OLE):
        return "application/msword"
    return filetype.guess_mime(head) or "application/octet-stream"


def _is_text(head: bytes) -> bool:
    """UTF-8 without control characters; the last letter may be cut."""
    try:
        letters = codecs.getincrementaldecoder("utf-8")().decode(head)
    except UnicodeDecodeError:
        return False
    return not any(ord(letter) < 32 and letter not in _LAYOUT_CONTROLS for letter in letters)


def scan(address: str, chunks: Iterable[bytes]) -> str | None:
    """Have clamd read a file (INSTREAM command, clamd(8)).

    Args:
        address: host:port of clamd. chunks: the file.

    Returns:
        What was found, by the scanner's name for it; None when the file is clean.

    Raises:
        NotScanned: clamd is away, broke off, or its limits kept it from reading everything.
    """
    try:
        with _connected(address) as clamd:
            clamd.settimeout(CLAMD_SECONDS)
            clamd.sendall(b"zINSTREAM\0")
            for chunk in chunks:
                clamd.sendall(struct.pack("!I", len(chunk)) + chunk)
            clamd.sendall(struct.pack("!I", 0))
            answer = _answer(clamd)
    except OSError as away:
        raise NotScanned(str(away)) from away
    if answer == "stream: OK":
        return None
    finding = answer.removeprefix("stream: ").removesuffix(" FOUND")
    if not answer.endswith(" FOUND") or finding.startswith("Heuristics.Limits.Exceeded"):
        raise NotScanned(answer)
    return finding


def ping(address: str) -> None:
    """Ask clamd whether it is there (PING command, clamd(8)).

    Raises:
        NotScanned: it is not, or it says something else.
    """
    try:
        with _connected(address) as clamd:
            clamd.sendall(b"zPING\0")
            answer = _answer(clamd)
    except OSError as away:
        raise NotScanned(str(away)) from away
    if answer != "PONG":
        raise NotScanned(answer)


def answers(address: str) -> bool:
    """Whether clamd is there."""
    try:
        ping(address)
    except NotScanned:
        return False
    return True


def _connected(address: str) -> socket.socket:
    host, _, port = address.rpartition(":")
    return socket.create_connection((host, int(port)), timeout=PING_SECONDS)


def _answer(clamd: socket.socket) -> str:
    with clamd.makefile("rb") as answers:
        return answers.read(4096).rstrip(b"\0").decode(errors="replace")
