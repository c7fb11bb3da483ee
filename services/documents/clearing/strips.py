"""What lies in the strips of a TIFF's page beside the points that are shown: notes, and bytes behind the last row.

Of LZW and of what fax machines pack the end is not known without unpacking it point by point; nothing is said of these.
"""

import zlib
from collections.abc import Iterator, Mapping
from typing import Protocol

from services.documents.clearing import jpegs
from services.documents.clearing.directories import Directory, Tiff
from services.documents.domain.gate import Finding, Kind

WIDTH, BITS, LENGTH, PACKING, ROWS, TABLES = 256, 258, 257, 259, 278, 347
JPEG = 7
_SLACK = 8  # bytes that belong to nothing: too few to hold a number of anybody
_PIECE = 1 << 20  # bytes


class _Surplus(Protocol):
    """What a packed strip holds beyond so many bytes of points."""

    def __call__(self, content: bytes, expected: int) -> bytes: ...


def look(tiff: Tiff, page: Directory, where: str) -> Iterator[Finding]:
    """What the strips of a page hold beside what they show.

    Raises:
        ValueError, zlib.error: they cannot be read.
    """
    packing, spans = tiff.number(page, PACKING, 1), tiff.strips(page)
    if packing == JPEG:
        tables = [page.tags[TABLES].span] if TABLES in page.tags else []
        if any(_speaks(tiff.read(span)) for span in (*tables, *spans)):
            yield Finding(Kind.LEFTOVER, f"{where}: keterangan atau isi lain di dalam gambar JPEG")
    elif packing in _SURPLUS:
        rows = tiff.number(page, LENGTH, 0)
        of_each = min(tiff.number(page, ROWS, rows), rows)
        across = -(-tiff.number(page, WIDTH, 0) * sum(tiff.numbers(page, BITS) or (1,)) // 8)
        for place, span in enumerate(spans):
            shown = max(0, min(of_each, rows - place * of_each))
            beyond = _SURPLUS[packing](tiff.read(span), shown * across)
            if len(beyond) > _SLACK and len(set(beyond)) > 1:  # an empty rest says nothing
                yield Finding(Kind.OUTSIDE, where, "isi di belakang baris terakhir gambar")
                return


def _speaks(jpeg: bytes) -> bool:
    """Whether a JPEG, or the tables of one, says something beside what it shows."""
    return len(jpegs.behind(jpeg).strip(b"\0")) > _SLACK or any(jpegs.kept(jpeg))


def _plain(content: bytes, expected: int) -> bytes:
    return content[expected:]


def _deflated(content: bytes, expected: int) -> bytes:
    unpacker, got, beyond = zlib.decompressobj(), 0, b""
    while not unpacker.eof and len(beyond) < _PIECE:
        piece = unpacker.decompress(content, _PIECE)
        content = unpacker.unconsumed_tail
        if not piece and not content:
            break
        beyond += piece[max(0, expected - got) :]
        got += len(piece)
    return beyond + unpacker.unused_data


def _packed_bits(content: bytes, expected: int) -> bytes:
    """Runs of the same byte, and runs of others (TIFF 6.0, page 42)."""
    at = got = 0
    while got < expected and at < len(content):
        length = content[at]
        if length < 128:
            got, at = got + length + 1, at + length + 2
        else:
            got, at = got + (257 - length) % 129, at + (1 if length == 128 else 2)
    return content[at:]


_SURPLUS: Mapping[int, _Surplus] = {1: _plain, 8: _deflated, 32946: _deflated, 32773: _packed_bits}
