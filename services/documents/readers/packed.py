"""What office files of one of the two families have in common: a ZIP of XML parts."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from typing import BinaryIO, NamedTuple
from xml.etree.ElementTree import Element
from zipfile import ZipFile

from defusedxml import ElementTree

from services.documents.readers import zips

LARGEST_PART = 200 << 20  # bytes of one part, unpacked
DEEPEST = 256  # elements within each other; beyond what anybody writes, and words are read again at each level
_ESCAPED = re.compile(r"_x([0-9A-Fa-f]{4})_")  # a letter by its number, in a workbook (ISO 29500-1, 22.9.2.19)
_WITH_ESCAPED = re.compile(_ESCAPED.pattern.encode())


class Package(NamedTuple):
    """The parts of an office file."""

    file: ZipFile
    names: tuple[str, ...]

    def xml(self, name: str) -> Element | None:
        """A part as a tree of elements named without their namespaces; None when there is no such part.

        Raises:
            ElementTree.ParseError, OSError: it cannot be read.
        """
        if name not in self.names:
            return None
        if self.file.getinfo(name).file_size > LARGEST_PART:
            raise OSError(f"{name} is too large")
        content = self.file.read(name)
        tree: Element = ElementTree.fromstring(content, forbid_dtd=True)
        if _is_deep(tree):
            raise OSError(f"{name} is too deep")
        for one in tree.iter():
            one.tag = _bare(one.tag)
            one.attrib = {_bare(key): value for key, value in one.attrib.items()}
        if name.startswith("xl/") and _WITH_ESCAPED.search(zips.in_utf8(content)):
            _unescape(tree)
        return tree

    def like(self, pattern: str) -> list[str]:
        """The names of the parts that a pattern fits as a whole."""
        return [name for name in self.names if re.fullmatch(pattern, name)]


def _is_deep(tree: Element) -> bool:
    level = [tree]
    for _ in range(DEEPEST):
        level = [part for one in level for part in one]
    return bool(level)


def _bare(name: str) -> str:
    return name.rpartition("}")[2]


def _unescape(tree: Element) -> None:
    """Put letters in the place of their numbers, as spreadsheets do when they show them."""
    for one in tree.iter():
        one.text, one.tail = (said and _ESCAPED.sub(_letter, said) for said in (one.text, one.tail))
        one.attrib = {key: _ESCAPED.sub(_letter, value) for key, value in one.attrib.items()}


def _letter(escaped: re.Match[str]) -> str:
    letter = chr(int(escaped[1], 16))
    return letter if letter.isprintable() or letter in "\t\n" else "\ufffd"


@contextmanager
def opened(file: BinaryIO) -> Iterator[Package]:
    """An office file to look at.

    Raises:
        BadZipFile: it cannot be read.
    """
    with ZipFile(file) as archive:
        yield Package(archive, tuple(archive.namelist()))
