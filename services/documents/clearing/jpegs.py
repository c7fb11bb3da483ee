"""How a JPEG (ITU-T T.81, annex B) is put together, and what it holds beside the picture."""

import re
from collections.abc import Iterator, Mapping
from io import BytesIO

from PIL import Image

END, NOTE = 0xD9, 0xFE
PROGRAMS = range(0xE0, 0xF0)  # what programs may keep: APP0 to APP15
_SCAN, _STRAY = 0xDA, 0x00
_FRAMES = range(0xC0, 0xC3)  # of which nearly every picture is
_OTHER_FRAMES = {*range(0xC3, 0xD0)} - {0xC4, 0xC8, 0xCC}  # of which no picture of an office is
_MARK = re.compile(rb"\xff+([\x01-\xcf\xd8-\xfe])")  # among points no such bytes stand
# What nearly every JPEG holds: how each begins and how long it is without the small pictures that may follow.
_USUAL: Mapping[bytes, int] = {b"JFIF\0": 14, b"Adobe": 12, b"Ducky": 15}
_BLOCK = 8  # points across and down that are packed as one
_FEW = 16  # blocks that a few bytes may make
_NOTHING = range(127, 130)  # the one grey of blocks that are not there


def segments(content: bytes) -> Iterator[tuple[int, int, bytes]]:
    """The segments of a JPEG behind its first mark: which kind each is, where what it holds begins, and that.

    Of the end it is what follows. Bytes between segments are of kind 0. A JPEG that breaks off has no end.
    """
    at, scanning = 2, False
    while found := _MARK.search(content, at):
        if not scanning and found.start() > at:
            yield _STRAY, at, content[at : found.start()]
        kind, at = found[1][0], found.end()
        if kind == END:
            yield kind, at, content[at:]
            return
        length = int.from_bytes(content[at : at + 2])
        yield kind, at + 2, content[at + 2 : at + length]
        at, scanning = at + length, kind == _SCAN


def behind(content: bytes) -> bytes:
    """What follows the end; all of it where there is none."""
    return next((held for kind, _, held in segments(content) if kind == END), content)


def kept(content: bytes) -> Iterator[tuple[str, bytes]]:
    """What programs and people keep beside the picture: where, and what."""
    for kind, _, held in segments(content):
        plain = any(held.startswith(start) and len(held) <= length for start, length in _USUAL.items())
        if kind in PROGRAMS and not plain:
            yield f"APP{kind - PROGRAMS.start}", held
        elif kind == NOTE:
            yield "COM", held
        elif kind == _STRAY:
            yield "antara bagian", held


def goes_on(content: bytes) -> bool:
    """Whether at least one more row of blocks follows those that are shown.

    A copy in memory says that it is higher by a row of blocks, or several short ones. A reader fills what is not there
    with one grey; a few bytes too many, which cameras leave, do not reach the middle of the last one.

    Raises:
        OSError, ValueError: it cannot be read, or is packed as hardly any program does.
    """
    frames = ((kind, at, held) for kind, at, held in segments(content) if kind in _FRAMES or kind in _OTHER_FRAMES)
    kind, at, held = next(frames, (0, 0, b""))
    if kind not in _FRAMES:
        raise ValueError("no JPEG, or one of a rare kind")
    height, width = int.from_bytes(held[1:3]), int.from_bytes(held[3:5])
    rows = _BLOCK * max(sampled & 0xF for sampled in held[7::3])
    height = -(-height // rows) * rows + rows * -(-_FEW * _BLOCK // max(1, width))
    with Image.open(BytesIO(content[: at + 1] + height.to_bytes(2) + content[at + 3 :]), formats=("JPEG",)) as taller:
        taller.draft("L", (1, 1))  # a point for each block
        middle, last = taller.width // 2, taller.height - 1
        added = taller.crop((middle, last, taller.width, last + 1))
    bands = added.split()
    return not all(low in _NOTHING and high in _NOTHING for low, high in (band.getextrema() for band in bands))
