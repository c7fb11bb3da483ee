"""Files handed out together: a ZIP made while it is read, in constant memory, the same bytes for the same content.

Nothing is compressed and every entry carries the same moment, so that only what is in it changes a package. Each part
is hashed on its way out: one that is not what its digest says breaks the archive off before its table of contents, so
that no program takes it for whole.
"""

import hashlib
import json
import stat
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from importlib.resources import files
from typing import Any

from jinja2 import Environment, StrictUndefined, Template
from stream_zip import ZIP_AUTO, stream_zip

INDEX, RECORD, SUMS = "indeks.html", "indeks.json", "SHA256SUMS"
SHOWN = ("name", "title", "media_type", "size", "sha256")  # of each part, to programs
_FOR_READING = stat.S_IFREG | 0o444


class Altered(Exception):
    """A part is not what was recorded of it; the scrub finds it too."""


@dataclass(frozen=True, slots=True)
class Part:
    """One file of a package: `title` is what people call it, `body` is opened once, when its turn comes."""

    name: str
    title: str
    media_type: str
    size: int
    sha256: str
    body: Callable[[], Iterable[bytes]]

    @classmethod
    def of(cls, name: str, title: str, media_type: str, content: bytes) -> "Part":
        """A part that is in memory already."""
        return cls(name, title, media_type, len(content), hashlib.sha256(content).hexdigest(), lambda: (content,))


@dataclass(frozen=True, slots=True)
class Cover:
    """What an index says of its package: `rows` label by label to people, `facts` to programs."""

    title: str
    rows: Sequence[tuple[str, str]]
    facts: Mapping[str, Any]
    check_url: str


def indexed(parts: Sequence[Part], cover: Cover) -> list[Part]:
    """The parts, led by an index for people and one for programs, and a list of digests for `sha256sum -c`."""
    shown = [{name: getattr(part, name) for name in SHOWN} for part in parts]
    page = _index().render(parts=parts, cover=cover).encode()
    told = json.dumps({**cover.facts, "files": shown}, ensure_ascii=False, indent=2).encode()
    listed = [
        Part.of(INDEX, "Daftar isi", "text/html", page),
        Part.of(RECORD, "Daftar isi untuk program", "application/json", told),
        *parts,
    ]
    sums = "".join(f"{part.sha256}  {part.name}\n" for part in listed).encode()
    return [*listed, Part.of(SUMS, "Sidik semua berkas", "text/plain", sums)]


def packed(parts: Iterable[Part], at: datetime) -> Iterator[bytes]:
    """A ZIP of the parts, each read when its turn comes; `at` is aware and stands on every entry.

    Raises:
        Altered: while it is read.
    """
    entries = ((part.name, at, _FOR_READING, ZIP_AUTO(part.size, level=0), checked(part)) for part in parts)
    return iter(stream_zip(entries))


def checked(part: Part) -> Iterator[bytes]:
    """The bytes of a part.

    Raises:
        Altered: at their end, where they are not what was recorded.
    """
    digest = hashlib.sha256()
    for piece in part.body():
        digest.update(piece)
        yield piece
    if digest.hexdigest() != part.sha256:
        raise Altered(part.name)


@cache
def _index() -> Template:
    words = files(__package__).joinpath("index.html").read_text()
    return Environment(autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True).from_string(
        words
    )
