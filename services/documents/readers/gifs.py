"""How a GIF (version 89a, 1990) is put together, and what it says beside the first picture, which is the one shown."""

from collections.abc import Iterator

IMAGE = 0x2C
_EXTENSION, _END, _HEAD, _FLAGS = 0x21, 0x3B, 13, 10
_SIZE, _FLAGS_OF_IMAGE, _OF_IMAGE = 5, 9, 10  # bytes of an image up to its size, what follows it, and its end


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
