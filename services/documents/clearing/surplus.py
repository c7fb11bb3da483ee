"""What a packed row of points holds beyond the points that are shown, for the ways in which TIFF and GIF pack them."""

import zlib
from typing import Literal

SLACK = 8  # bytes that belong to nothing: too few to hold a number of anybody
_PIECE = 1 << 20  # bytes
_MOST_CODES = 12  # bits of an LZW code
_TAKEN = 8  # bytes that are taken from it at once


def tells(beyond: bytes) -> bool:
    """Whether a surplus may say something; an empty rest, and what fills up to a whole number, do not."""
    return len(beyond) > SLACK and len(set(beyond)) > 1


def plain(content: bytes, expected: int) -> bytes:
    """Beyond so many bytes as they are."""
    return content[expected:]


def deflated(content: bytes, expected: int) -> bytes:
    """Beyond so many bytes that are unpacked (RFC 1950), a piece at most; what follows the end with it.

    Raises:
        zlib.error: it is none.
    """
    unpacker, got, beyond = zlib.decompressobj(), 0, b""
    while not unpacker.eof and len(beyond) < _PIECE:
        piece = unpacker.decompress(content, _PIECE)
        content = unpacker.unconsumed_tail
        if not piece and not content:
            break
        beyond += piece[max(0, expected - got) :]
        got += len(piece)
    return beyond + unpacker.unused_data


def packed_bits(content: bytes, expected: int) -> bytes:
    """Behind the runs of the same byte, and of others, that are shown (TIFF 6.0, page 42)."""
    at = got = 0
    while got < expected and at < len(content):
        length = content[at]
        if length < 128:
            got, at = got + length + 1, at + length + 2
        else:
            got, at = got + (257 - length) % 129, at + (1 if length == 128 else 2)
    return content[at:]


def lzw(content: bytes, expected: int) -> bytes:
    """LZW as TIFF has it (TIFF 6.0, page 57), or as it had it before, which begins with another byte."""
    return listed(content, expected, 8, high_first=content[:1] != b"\0")


def listed(content: bytes, expected: int, bits: int, *, high_first: bool = False) -> bytes:
    """Beyond so many points of so many bits that LZW unpacks, a piece at most; what follows its end with it.

    Args:
        content: the codes. expected: points that are shown. bits: of a point (GIF 89a, appendix F).
        high_first: whether codes begin at the high bit of a byte and grow one earlier, as in TIFF.
    """
    clear, last, beyond = 1 << bits, b"", bytearray()
    begin = [bytes([point]) for point in range(clear)] + [b"", b""]  # the latter stand for anew, and for the end
    known, at, kept, have, got = [*begin], 0, 0, 0, 0
    order: Literal["big", "little"] = "big" if high_first else "little"
    while len(beyond) < _PIECE:
        width = max(bits + 1, min(_MOST_CODES, (len(known) + high_first).bit_length()))
        if have < width:
            piece = content[at : at + _TAKEN]
            read = int.from_bytes(piece, order)
            kept = kept << 8 * len(piece) | read if high_first else kept | read << have
            at, have = at + len(piece), have + 8 * len(piece)
            if have < width:
                break
        have -= width
        if high_first:
            code, kept = kept >> have, kept & (1 << have) - 1
        else:
            code, kept = kept & (1 << width) - 1, kept >> width
        if code == clear:
            known, last = [*begin], b""
            continue
        if code == clear + 1 or code > len(known) - (not last):
            break
        points = known[code] if code < len(known) else last + last[:1]
        if last and len(known) < 1 << _MOST_CODES:
            known.append(last + points[:1])
        last, got = points, got + len(points)
        if got > expected:
            beyond += points[max(0, len(points) - got + expected) :]
    return bytes(beyond) + content[at - have // 8 :]
