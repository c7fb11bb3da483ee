"""How a TIFF is put together (TIFF 6.0, 1992): directories, one for each page, their tags, and which bytes are whose.

Read without the library that draws the pages, so that what no page shows is seen too. Nothing is read twice: a chain of
directories that comes back to itself has no end.
"""

import io
import struct
from collections.abc import Iterator, Mapping
from typing import BinaryIO, NamedTuple

MOST_DIRECTORIES = 5000  # of a file, those within pages too
_MOST_TAGS = 500  # of one directory
_MOST_NUMBERS = 1_000_000  # of one tag
_ORDERS = {b"II*\0": "<", b"MM\0*": ">"}
_HEAD, _ENTRY = 8, 12  # bytes
_INLINE = 4  # bytes of a value that stand in the entry itself
# How many bytes a value of each kind takes, and how those that are counts or places are read.
_SIZES = {1: 1, 2: 1, 3: 2, 4: 4, 5: 8, 6: 1, 7: 1, 8: 2, 9: 4, 10: 8, 11: 4, 12: 8, 13: 4}
_NUMBERS = {1: "B", 3: "H", 4: "I", 13: "I"}
_RATIONAL = 5
WIDTH, LENGTH, ORIENTATION, RESOLUTIONS = 256, 257, 274, (282, 283)
STRIPS, SIZES, ROWS = 273, 279, 278
WITHIN: Mapping[int, str] = {330: "SubIFD", 34665: "Exif", 34853: "GPS", 40965: "Exif"}  # tags that lead to others
Span = tuple[int, int]  # where bytes lie in the file: the first one, and the one behind the last


class Tag(NamedTuple):
    """What a directory says: how many values of which kind, and where they lie."""

    kind: int
    values: int
    span: Span


class Directory(NamedTuple):
    """A page, numbered from 1, or something `within` it; `spans` are its own bytes, without those of its picture."""

    page: int
    within: str
    tags: Mapping[int, Tag]
    spans: list[Span]


class Tiff:
    """A TIFF to look into."""

    def __init__(self, file: BinaryIO) -> None:
        """Read its head.

        Raises:
            ValueError: it is none, or one for files over 4 GB (BigTIFF).
        """
        self._file, self.size = file, file.seek(0, io.SEEK_END)
        order = _ORDERS.get(self.read((0, 4)))
        if order is None:
            raise ValueError("no TIFF")
        self._order = order

    def directories(self) -> Iterator[Directory]:
        """The pages in order, each followed by what lies within it.

        Raises:
            ValueError: it leads outside the file, comes back to itself, or has no end.
        """
        seen = set[int]()
        waiting = [(self._unpacked("I", (4, _HEAD))[0], 1, "")]
        while waiting:
            at, page, within = waiting.pop()
            if at in seen or len(seen) >= MOST_DIRECTORIES:
                raise ValueError("directories without end")
            seen.add(at)
            found, follows = self._directory(at, page, within)
            yield found
            if follows:
                waiting.append((follows, page if within else page + 1, within))
            for tag, name in WITHIN.items():
                waiting += [(place, page, name) for place in self.numbers(found, tag)]

    def numbers(self, found: Directory, tag: int) -> tuple[int, ...]:
        """The counts or places that a tag says; none where there is no such tag.

        Raises:
            ValueError: they are something else.
        """
        said = found.tags.get(tag)
        if said is None:
            return ()
        if said.kind not in _NUMBERS or said.values > _MOST_NUMBERS:
            raise ValueError(f"no numbers in {tag}")
        return self._unpacked(f"{said.values}{_NUMBERS[said.kind]}", said.span)

    def number(self, found: Directory, tag: int, usual: int) -> int:
        """The one number that a tag says, or what is usual.

        Raises:
            ValueError: it is something else.
        """
        return (*self.numbers(found, tag), usual)[0]

    def ratio(self, found: Directory, tag: int) -> float:
        """The fraction that a tag says; 0 where there is none."""
        said = found.tags.get(tag)
        if said is None or (said.kind, said.values) != (_RATIONAL, 1):
            return 0
        over, under = self._unpacked("2I", said.span)
        return over / under if under else 0

    def content(self, tag: Tag, most: int) -> bytes:
        """The bytes that a tag says, so many at most."""
        start, end = tag.span
        return self.read((start, min(end, start + most)))

    def strips(self, found: Directory) -> list[Span]:
        """Where the rows of a page's picture lie.

        Raises:
            ValueError: they lead outside the file.
        """
        places, sizes = self.numbers(found, STRIPS), self.numbers(found, SIZES)
        if not places or len(places) != len(sizes):
            raise ValueError("a page without a picture")
        return [self._inside(place, size) for place, size in zip(places, sizes, strict=True)]

    def left_over(self, used: list[Span]) -> bytes:
        """What lies in none of these spans, the zeros that fill up to a whole number left out; the longest stretch."""
        longest, until = b"", _HEAD
        for start, end in (*sorted(used), (self.size, self.size)):
            if start > until:
                longest = max(longest, self.read((until, start)).strip(b"\0"), key=len)
            until = max(until, end)
        return longest

    def _directory(self, at: int, page: int, within: str) -> tuple[Directory, int]:
        (count,) = self._unpacked("H", self._inside(at, 2))
        if not 0 < count <= _MOST_TAGS:
            raise ValueError("no tags, or too many")
        end = at + 2 + count * _ENTRY
        (follows,) = self._unpacked("I", self._inside(end, 4))
        tags, spans = dict[int, Tag](), [(at, end + 4)]
        for entry in range(at + 2, end, _ENTRY):
            number, kind, values = self._unpacked("HHI", (entry, entry + 8))
            if number in tags or kind not in _SIZES:
                raise ValueError(f"tag {number} twice, or of no kind")  # readers differ on which of two counts
            size, place = _SIZES[kind] * values, entry + 8
            if size > _INLINE:
                (place,) = self._unpacked("I", (place, place + 4))
                spans.append(self._inside(place, size))
            tags[number] = Tag(kind, values, self._inside(place, size))
        return Directory(page, within, tags, spans), follows

    def _inside(self, place: int, size: int) -> Span:
        if place + size > self.size:
            raise ValueError("it leads outside the file")
        return place, place + size

    def _unpacked(self, form: str, span: Span) -> tuple[int, ...]:
        form = self._order + form
        return struct.unpack(form, self.read((span[0], span[0] + struct.calcsize(form))))

    def read(self, span: Span) -> bytes:
        """The bytes of the file that lie there."""
        self._file.seek(span[0])
        return self._file.read(span[1] - span[0])
