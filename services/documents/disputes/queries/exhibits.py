"""Letters and documents as pages of one PDF, each behind a page that names it as the exhibit that it is.

What the files hold is read by confined children only: one for each of them, so that a file that breaks its reader costs
its own pages and nothing else, and one that puts all pages together.
"""

import hashlib
import shutil
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from tempfile import TemporaryFile
from typing import IO, Any
from weakref import finalize

from chassis import confining
from chassis.confining import Overran
from chassis.log import get_logger
from services.documents import packing
from services.documents.disputes.domain.exhibits import Room, Unpaged, obstacle
from services.documents.files.queries.files import Damaged
from services.documents.files.queries.lacks import Lacking
from services.documents.packing import Altered, Part, dispute_pdf

log = get_logger()
_PIECE = 256 << 10
_CPU_SECONDS, _SECONDS = 120, 200  # for the pages of one exhibit
_BINDING = 120, 200  # the same for putting all of them together
_WRITES = 512 << 20


@dataclass(frozen=True, slots=True)
class Exhibit:
    """A letter or document as evidence: its `number`, the file in the ZIP, and how it came, in words.

    `by` is who took it in, `given` since when the applicant has it, where that is known. `lack` is what is missing
    where the part is only the notice that says so.
    """

    number: int
    part: Part
    received: str
    by: str | None = None
    given: str | None = None
    lack: Lacking | None = None

    def told(self, leaves: "Leaves") -> dict[str, Any]:
        """As the PDF says it."""
        shown = {name: getattr(self.part, name) for name in packing.SHOWN}
        if self.lack:
            shown |= {"title": self.lack.name, "size": self.lack.size, "sha256": self.lack.sha256}
        why = leaves.why.sentence if leaves.why else None
        said = {"number": self.number, "received": self.received, "by": self.by, "given": self.given}
        return {**shown, **said, "leaves": leaves.lying, "why": why, "lack": self.lack and self.lack.why}

    def unnamed(self) -> dict[str, Any]:
        """As the PDF lists it where it is withheld: a name that nobody has judged may tell what the file keeps."""
        of = self.lack or self.part
        said = {"number": self.number, "received": self.received, "size": of.size, "sha256": of.sha256}
        return {**said, "lack": self.lack and self.lack.why}


@dataclass(frozen=True, slots=True)
class Leaves:
    """The pages of an exhibit: for each whether it is wider than high, and their bytes as a PDF; or `why` none."""

    lying: Sequence[bool] = ()
    size: int = 0
    why: Unpaged | None = None


_UNREADABLE = Leaves(why=Unpaged.UNREADABLE)


class Bundle:
    """A PDF on this machine's disk, for as long as somebody reads it or may do so."""

    def __init__(self, file: IO[bytes]) -> None:
        """Take the file from where it stands up to its end."""
        finalize(self, file.close)
        self._file, self._start = file, file.tell()
        self.sha256 = hashlib.file_digest(file, "sha256").hexdigest()  # type: ignore[arg-type]
        self.size = file.tell() - self._start

    def pieces(self) -> Iterator[bytes]:
        """All of it, a piece in memory at a time."""
        self._file.seek(self._start)
        yield from iter(lambda: self._file.read(_PIECE), b"")

    def part(self, name: str, title: str) -> Part:
        """It as a part of a package."""
        return Part(name, title, "application/pdf", self.size, self.sha256, self.pieces)


def bound(exhibits: Sequence[Exhibit], said: Mapping[str, Any], at: datetime, each: Callable[[], object]) -> Bundle:
    """The exhibits in one PDF, led by what is `said` (see `dispute.typ`).

    Args:
        each: called when the pages of an exhibit are there, or why it has none.

    Raises:
        Damaged: one is not what was recorded. Unavailable: a child got no turn. StorageAway, Missing.
    """
    made = TemporaryFile()  # noqa: SIM115
    try:
        with TemporaryFile() as heap:
            leaves = list(_leaves(exhibits, heap, each))
            try:
                _put_together(made, heap, exhibits, leaves, _frame(exhibits, leaves, said, at))
            except Overran as burst:
                log.error("bundle_overran", why=str(burst))
                made.truncate(0)
                made.seek(0)
                made.write(_frame(exhibits, [one if one.why else _UNREADABLE for one in leaves], said, at))
                made.seek(0)
        return Bundle(made)
    except BaseException:
        made.close()
        raise


def _frame(exhibits: Sequence[Exhibit], leaves: Sequence[Leaves], said: Mapping[str, Any], at: datetime) -> bytes:
    shown = [one.told(found) for one, found in zip(exhibits, leaves, strict=True)]
    return dispute_pdf.render({**said, "exhibits": shown}, at)


def _put_together(
    made: IO[bytes], heap: IO[bytes], exhibits: Sequence[Exhibit], leaves: Sequence[Leaves], frame: bytes
) -> None:
    heap.write(frame)
    heap.flush()
    confining.make(
        "services.documents.packing.binding", heap, made, cpu_seconds=_BINDING[0], seconds=_BINDING[1], writes=_WRITES,
        lengths=[*(one.size for one in leaves), len(frame)], pages=[len(one.lying) for one in leaves],
        names=[f"Bukti T-{one.number}, {one.part.title}" for one in exhibits],
    )  # fmt: skip


def _leaves(exhibits: Sequence[Exhibit], heap: IO[bytes], each: Callable[[], object]) -> Iterator[Leaves]:
    """The pages of each exhibit, their bytes one after the other on a heap."""
    room = Room()
    for exhibit in exhibits:
        why = None if exhibit.lack else obstacle(exhibit.part.media_type, exhibit.part.size)
        found = Leaves(why=why) if why or exhibit.lack else _leafed(exhibit.part, room, heap)
        room = room.less(len(found.lying), found.size)
        each()
        yield found


def _leafed(part: Part, room: Room, heap: IO[bytes]) -> Leaves:
    with TemporaryFile() as file, TemporaryFile() as made:
        _fetch(part, file)
        try:
            told = confining.make(
                "services.documents.packing.leafing", file, made, cpu_seconds=_CPU_SECONDS, seconds=_SECONDS,
                writes=_WRITES, media_type=part.media_type, most=room.pages,
            )  # fmt: skip
        except Overran as burst:
            log.warning("exhibit_unreadable", sha256=part.sha256, why=str(burst))
            return _UNREADABLE
        if "why" in told:
            return Leaves(why=Unpaged(told["why"]))
        start = made.tell()
        size = made.seek(0, 2) - start
        if size > room.size:
            return Leaves(why=Unpaged.FULL)
        made.seek(start)
        shutil.copyfileobj(made, heap)
        return Leaves(told["lying"], size)


def _fetch(part: Part, file: IO[bytes]) -> None:
    try:
        file.writelines(packing.checked(part))
    except Altered as changed:
        raise Damaged(f"Isi berkas {part.title} tidak lagi sama dengan saat diterima.") from changed
    file.flush()
