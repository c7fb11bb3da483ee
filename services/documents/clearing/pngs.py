"""How a PNG (ISO/IEC 15948) is put together, and what it holds beside the points that it shows."""

import struct
import zlib
from collections.abc import Iterator

_HEAD = 8  # bytes of the signature
_CHANNELS = {0: 1, 2: 3, 3: 1, 4: 2, 6: 4}  # by kind of colour
# Where each of the seven sets of points begins, and how far apart its points are, across and down (8.2).
_INTERLACED = [(0, 0, 8, 8), (4, 0, 8, 8), (0, 4, 4, 8), (2, 0, 4, 4), (0, 2, 2, 4), (1, 0, 2, 2), (0, 1, 1, 2)]
_PIECE = 1 << 20
# What says how to draw; words, Exif and further pictures have rules of their own.
_USUAL = {
    b"IHDR", b"PLTE", b"IDAT", b"IEND", b"tRNS", b"cHRM", b"gAMA", b"iCCP", b"sBIT", b"sRGB", b"cICP", b"bKGD", b"hIST",
    b"pHYs", b"tIME", b"tEXt", b"zTXt", b"iTXt", b"eXIf", b"acTL", b"fcTL", b"fdAT",
}  # fmt: skip


def hidden(content: bytes) -> Iterator[str]:
    """What is not shown, in words: chunks of other programs, rows below the edge, what follows the end.

    Raises:
        struct.error, zlib.error: it breaks off, or is broken.
    """
    at, kind, points, head = _HEAD, b"", bytearray(), b""
    while kind != b"IEND":
        length, kind = struct.unpack(">I4s", content[at : at + 8])
        held = content[at + 8 : at + 8 + length]
        at += length + 12
        if kind == b"IHDR":
            head = held
        elif kind == b"IDAT":
            points += held
        elif kind not in _USUAL:
            yield "data milik program lain"
    if _beyond(bytes(points), _rows(head)):
        yield "isi di belakang baris terakhir gambar"
    if content[at:].strip(b"\0\r\n "):
        yield "isi setelah akhir gambar"


def _rows(head: bytes) -> int:
    """How many bytes its rows take, each with one on how it is foreseen; interlaced it has seven sets of them."""
    width, height, bits, colour, interlaced = struct.unpack(">IIBBxxB", head)
    deep = bits * _CHANNELS.get(colour, 4)
    sets = _INTERLACED if interlaced else [(0, 0, 1, 1)]
    sizes = [(-(-(width - left) // across), -(-(height - top) // down)) for left, top, across, down in sets]
    return sum(rows * (1 + -(-points * deep // 8)) for points, rows in sizes if points > 0 and rows > 0)


def _beyond(points: bytes, rows: int) -> bool:
    unpacker, got = zlib.decompressobj(), 0
    while not unpacker.eof:
        piece = unpacker.decompress(points, _PIECE)
        points = unpacker.unconsumed_tail
        if not piece and not points:
            break
        got += len(piece)
        if got > rows:
            return True
    return bool(unpacker.unused_data.strip(b"\0"))
