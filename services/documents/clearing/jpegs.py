"""How a JPEG (ITU-T T.81, annex B) is put together, and what programs keep in it beside the picture."""

import re
from collections.abc import Iterator, Mapping

END, NOTE = 0xD9, 0xFE
PROGRAMS = range(0xE0, 0xF0)  # what programs may keep: APP0 to APP15
_SCAN, _STRAY = 0xDA, 0x00
_MARK = re.compile(rb"\xff+([\x01-\xcf\xd8-\xfe])")  # among points no such bytes stand
# What nearly every JPEG holds: how each begins and how long it is without the small pictures that may follow.
_USUAL: Mapping[bytes, int] = {b"JFIF\0": 14, b"Adobe": 12, b"Ducky": 15}


def segments(content: bytes) -> Iterator[tuple[int, bytes]]:
    """The segments of a JPEG behind its first mark: which kind each is, and what it holds; of the end, what follows.

    Bytes between segments are of kind 0. A JPEG that breaks off has no end.
    """
    at, scanning = 2, False
    while found := _MARK.search(content, at):
        if not scanning and found.start() > at:
            yield _STRAY, content[at : found.start()]
        kind, at = found[1][0], found.end()
        if kind == END:
            yield kind, content[at:]
            return
        length = int.from_bytes(content[at : at + 2])
        yield kind, content[at + 2 : at + length]
        at, scanning = at + length, kind == _SCAN


def behind(content: bytes) -> bytes:
    """What follows the end; all of it where there is none."""
    return next((held for kind, held in segments(content) if kind == END), content)


def kept(content: bytes) -> Iterator[tuple[str, bytes]]:
    """What programs and people keep beside the picture: where, and what."""
    for kind, held in segments(content):
        plain = any(held.startswith(start) and len(held) <= length for start, length in _USUAL.items())
        if kind in PROGRAMS and not plain:
            yield f"APP{kind - PROGRAMS.start}", held
        elif kind == NOTE:
            yield "COM", held
        elif kind == _STRAY:
            yield "antara bagian", held
