"""What lies in the strips of a TIFF's page beside the points that are shown: notes, and bytes behind the last row."""

from collections.abc import Callable, Iterator, Mapping

from services.documents.clearing import faxes, jpegs, surplus
from services.documents.clearing.directories import Directory, Tiff
from services.documents.gate.domain.findings import Finding, Kind

WIDTH, BITS, LENGTH, PACKING, ROWS, TABLES = 256, 258, 257, 259, 278, 347
JPEG = 7
_ORDER, _LOW_FIRST, _OPTIONS = 266, 2, 292
_BEYOND: Mapping[int, Callable[[bytes, int], bytes]] = {
    1: surplus.plain, 5: surplus.lzw, 8: surplus.deflated, 32946: surplus.deflated, 32773: surplus.packed_bits,
}  # fmt: skip
_TURNED = bytes(int(f"{byte:08b}"[::-1], 2) for byte in range(256))
_BELOW = "isi di belakang baris terakhir gambar"


def look(tiff: Tiff, page: Directory, where: str) -> Iterator[Finding]:
    """What the strips of a page hold beside what they show.

    Raises:
        OSError, ValueError, zlib.error: they cannot be read.
    """
    if tiff.number(page, PACKING, 1) == JPEG:
        yield from _jpegs(tiff, page, where)
    elif any(surplus.tells(beyond) for beyond in _beyond(tiff, page)):
        yield Finding(Kind.OUTSIDE, where, _BELOW)


def _jpegs(tiff: Tiff, page: Directory, where: str) -> Iterator[Finding]:
    tables = tiff.read(page.tags[TABLES].span) if TABLES in page.tags else b""
    strips = [tiff.read(span) for span in tiff.strips(page)]
    if any(map(_speaks, [tables, *strips] if tables else strips)):
        yield Finding(Kind.LEFTOVER, f"{where}: keterangan atau isi lain di dalam gambar JPEG")
    if any(jpegs.goes_on(strip[:2] + tables[2:-2] + strip[2:]) for strip in strips):
        yield Finding(Kind.OUTSIDE, where, _BELOW)


def _speaks(jpeg: bytes) -> bool:
    """Whether a JPEG, or the tables of one, says something beside what it shows."""
    return len(jpegs.behind(jpeg).strip(b"\0")) > surplus.SLACK or any(jpegs.kept(jpeg))


def _beyond(tiff: Tiff, page: Directory) -> Iterator[bytes]:
    """What each strip holds beyond its rows; nothing is known of packings that no office has."""
    packing, rows, width = (tiff.number(page, *tag) for tag in ((PACKING, 1), (LENGTH, 0), (WIDTH, 0)))
    of_each = min(tiff.number(page, ROWS, rows), rows)
    across = -(-width * sum(tiff.numbers(page, BITS) or (1,)) // 8)
    for place, span in enumerate(tiff.strips(page)):
        shown, content = max(0, min(of_each, rows - place * of_each)), tiff.read(span)
        if tiff.number(page, _ORDER, 1) == _LOW_FIRST:
            content = content.translate(_TURNED)
        if packing in faxes.PACKINGS and shown:
            yield faxes.beyond(content, packing, width, shown, tiff.number(page, _OPTIONS, 0))
        elif packing in _BEYOND:
            yield _BEYOND[packing](content, shown * across)
