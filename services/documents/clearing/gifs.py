"""How a GIF (version 89a, 1990) is put together, and what it says beside the first picture, which is the one shown."""

from collections.abc import Iterator

from services.documents.clearing import surplus
from services.documents.gate.domain.findings import Finding, Kind

IMAGE = 0x2C
_EXTENSION, _END, _HEAD, _FLAGS = 0x21, 0x3B, 13, 10
_WORDS, _LOOKS, _NOTE, _PROGRAM = 0x01, 0xF9, 0xFE, 0xFF  # kinds of extension
_SIZE, _FLAGS_OF_IMAGE, _OF_IMAGE = 5, 9, 10  # bytes of an image up to its size, what follows it, and its end
_LOOPS = (b"NETSCAPE2.0", b"ANIMEXTS1.0")  # how often pictures that move do so
_XMP = b"XMP DataXMP"


def blocks(content: bytes) -> Iterator[tuple[int, bytes]]:
    """The blocks of a GIF in order: of which kind each is, and what it holds.

    Of an image that is its width and height, two bytes each, the bits of a point, and its packed points; of the end,
    what follows it.

    Raises:
        ValueError, IndexError: it is broken, or breaks off.
    """
    at = _HEAD + _colours(content[_FLAGS])
    while content[at] != _END:
        if content[at] == _EXTENSION:
            kind, held, at = content[at + 1], bytearray(), at + 2
        elif content[at] == IMAGE:
            kind, held = IMAGE, bytearray(content[at + _SIZE : at + _FLAGS_OF_IMAGE])
            at += _OF_IMAGE + _colours(content[at + _FLAGS_OF_IMAGE])
            held.append(content[at])
            at += 1
        else:
            raise ValueError("no block of a GIF")
        while size := content[at]:
            held += content[at + 1 : at + 1 + size]
            at += 1 + size
        at += 1
        yield kind, bytes(held)
    yield _END, content[at + 1 :]


def _colours(flags: int) -> int:
    """How many bytes a table of colours takes, as the byte before it says."""
    return 3 << (flags & 7) + 1 if flags & 0x80 else 0


def _beyond(image: bytes) -> bytes:
    """What an image holds behind the points that it shows."""
    width, height = (int.from_bytes(side, "little") for side in (image[:2], image[2:4]))
    return surplus.listed(image[5:], width * height, image[4])


def told(content: bytes, where: str) -> Iterator[Finding]:
    """What a GIF says beside the picture that it shows.

    Raises:
        ValueError, IndexError: it cannot be read.
    """
    found = list(blocks(content))
    images = [held for kind, held in found if kind == IMAGE]
    if len(images) > 1:
        yield Finding(Kind.LEFTOVER, where, "lebih dari satu gambar")
    if any(surplus.tells(_beyond(image)) for image in images):
        yield Finding(Kind.LEFTOVER, where, "isi di belakang titik terakhir gambar")
    for kind, held in found:
        if kind == _NOTE:
            yield Finding(Kind.METADATA, f"{where}: catatan", held.decode("utf-8", "replace")[:80])
        elif kind == _WORDS:
            yield Finding(Kind.HIDDEN_TEXT, where, "tulisan yang tidak lagi ditampilkan program")
        elif kind == _PROGRAM and held.startswith(_XMP):
            yield Finding(Kind.METADATA, f"{where}: keterangan penyunting (XMP)")
        elif kind == _END:
            if held.strip(b"\0\r\n "):
                yield Finding(Kind.LEFTOVER, where, "isi setelah akhir gambar")
        elif kind not in (IMAGE, _LOOKS) and not held.startswith(_LOOPS):
            yield Finding(Kind.LEFTOVER, f"{where}: data milik program lain", f"{len(held)} bita")
