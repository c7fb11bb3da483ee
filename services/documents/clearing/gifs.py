"""How a GIF (version 89a, 1990) is put together, and what it says beside the first picture, which is the one shown."""

from collections.abc import Iterator

from services.documents.domain.gate import Finding, Kind

IMAGE = 0x2C
_EXTENSION, _END, _HEAD, _FLAGS = 0x21, 0x3B, 13, 10
_WORDS, _LOOKS, _NOTE, _PROGRAM = 0x01, 0xF9, 0xFE, 0xFF  # kinds of extension
_OF_IMAGE = 11  # bytes of an image before its points, without its colours
_FLAGS_OF_IMAGE = 9
_LOOPS = (b"NETSCAPE2.0", b"ANIMEXTS1.0")  # how often pictures that move do so
_XMP = b"XMP DataXMP"


def blocks(content: bytes) -> Iterator[tuple[int, bytes]]:
    """The blocks of a GIF in order: of which kind each is, and what it holds; of the end, what follows it.

    Raises:
        ValueError, IndexError: it is broken, or breaks off.
    """
    at = _HEAD + _colours(content[_FLAGS])
    while content[at] != _END:
        if content[at] == _EXTENSION:
            kind, at = content[at + 1], at + 2
        elif content[at] == IMAGE:
            kind, at = IMAGE, at + _OF_IMAGE + _colours(content[at + _FLAGS_OF_IMAGE])
        else:
            raise ValueError("no block of a GIF")
        held = bytearray()
        while size := content[at]:
            held += content[at + 1 : at + 1 + size]
            at += 1 + size
        at += 1
        yield kind, bytes(held)
    yield _END, content[at + 1 :]


def _colours(flags: int) -> int:
    """How many bytes a table of colours takes, as the byte before it says."""
    return 3 << (flags & 7) + 1 if flags & 0x80 else 0


def told(content: bytes, where: str) -> Iterator[Finding]:
    """What a GIF says beside the picture that it shows.

    Raises:
        ValueError, IndexError: it cannot be read.
    """
    images = 0
    for kind, held in blocks(content):
        if kind == IMAGE:
            images += 1
        elif kind == _NOTE:
            yield Finding(Kind.METADATA, f"{where}: catatan", held.decode("utf-8", "replace")[:80])
        elif kind == _WORDS:
            yield Finding(Kind.HIDDEN_TEXT, where, "tulisan yang tidak lagi ditampilkan program")
        elif kind == _PROGRAM and held.startswith(_XMP):
            yield Finding(Kind.METADATA, f"{where}: keterangan penyunting (XMP)")
        elif kind == _END:
            if held.strip(b"\0\r\n "):
                yield Finding(Kind.LEFTOVER, where, "isi setelah akhir gambar")
        elif kind != _LOOKS and not held.startswith(_LOOPS):
            yield Finding(Kind.LEFTOVER, f"{where}: data milik program lain", f"{len(held)} bita")
    if images > 1:
        yield Finding(Kind.LEFTOVER, where, "lebih dari satu gambar")
