"""What pictures in JPEG 2000 (ISO/IEC 15444-1) and JBIG2 (ITU-T T.88) say beside what they show, as PDFs hold them."""

from collections.abc import Iterator

_BEGIN, _TILES, _NOTE = 0xFF4F, 0xFF90, 0xFF64  # marks of JPEG 2000, the middle one where its points begin
_TOLD = {b"xml ", b"uuid", b"uinf"}  # boxes for words and for what programs keep
_POINTS = b"jp2c"
_EXTENSION = 62  # a kind of segment of JBIG2, for notes
_LONG_COUNT = 7
_UNKNOWN = 0xFFFFFFFF


def of_jpeg_2000(content: bytes) -> Iterator[str]:
    """The notes of a picture in JPEG 2000, and what its boxes hold that is not about drawing."""
    if _number(content, 0, 2) == _BEGIN:
        yield from _marked(content)
        return
    at = 0
    while at + 8 <= len(content):
        length, kind, head = _number(content, at, 4), content[at + 4 : at + 8], 8
        if length == 1:
            length, head = _number(content, at + 8, 8), 16
        held = content[at + head : at + length if length else len(content)]
        if kind in _TOLD:
            yield _said(held)
        elif kind == _POINTS:
            yield from _marked(held)
        at += max(length, head) if length else len(content)


def of_jbig2(content: bytes) -> Iterator[str]:
    """The notes of a picture in JBIG2; behind a segment of unknown length there are none."""
    at = 0
    while at + 11 <= len(content):
        number, flags, count = _number(content, at, 4), content[at + 4], content[at + 5] >> 5
        at += 6
        if count == _LONG_COUNT:
            count = _number(content, at - 1, 4) & 0x1FFFFFFF
            at += 3 + (count + 8) // 8
        at += count * (1 if number <= 1 << 8 else 2 if number <= 1 << 16 else 4) + (4 if flags & 0x40 else 1)
        length = _number(content, at, 4)
        at += 4
        if flags & 0x3F == _EXTENSION:
            yield _said(content[at + 4 : at + length])
        if length == _UNKNOWN:
            return
        at += length


def _marked(points: bytes) -> Iterator[str]:
    at = 2
    while at + 4 <= len(points) and (mark := _number(points, at, 2)) != _TILES:
        length = _number(points, at + 2, 2)
        if mark == _NOTE:
            yield _said(points[at + 6 : at + 2 + length])
        at += 2 + max(length, 2)


def _number(content: bytes, at: int, size: int) -> int:
    return int.from_bytes(content[at : at + size])


def _said(held: bytes) -> str:
    return held.decode("utf-8", "replace").strip("\0 ")
