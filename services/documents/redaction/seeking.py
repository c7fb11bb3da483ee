"""What a file without pages says that may have to be blackened, and where it stands. Runs in a confined child."""

import csv
import io
from collections.abc import Callable, Iterator, Mapping
from typing import Any, BinaryIO, NamedTuple

from services.documents.copies.marking import Marker
from services.documents.files.domain import formats
from services.documents.gate.domain.findings import Kind
from services.documents.readers import packed, personal
from services.documents.readers.cells import letters
from services.documents.readers.personal import Match
from services.documents.readers.plain import delimiter
from services.documents.redaction.domain.masks import LONGEST_WORDS
from services.documents.showing import mails, sheets, texts
from services.documents.showing.texts import Table

MOST = 200  # things that are told; of whatever is more, a kind as a whole is blackened
_MOST_PLACES = 5  # of one thing that are told


class Piece(NamedTuple):
    """A stretch of what a file shows, as masks see it: where it stands, in words; its sheet, column and row if any."""

    where: str
    text: str
    cell: tuple[str | None, int, int] | None = None

    def place(self, match: Match) -> str:
        """Where something stands in it; in a piece of many lines, on which of them."""
        return self.where or f"baris {self.text.count(chr(10), 0, match.start) + 1}"


def work(
    file: BinaryIO, *, media_type: str, words: list[str], patterns: list[str], masks: list[dict[str, Any]]
) -> tuple[dict[str, Any], bytes]:
    """The job of the child: each thing found once, and whether there are more than are told.

    A thing has its kind, a masked sample, the words of a mask that blackens it, its first places, how many there are,
    and whether masks cover all of them already. The same search finds the same things in the same order.

    Args:
        words: whom or what to look for. patterns: which kinds beside. masks: those that are there, as `Mask.told`.
    """
    wanted = {*patterns, *([Kind.NAME] if words else [])}
    marker, things, more = Marker(masks), dict[tuple[str, str], dict[str, Any]](), False
    for piece in _PIECES[media_type](file):
        for match in personal.find(piece.text, words):
            if match.kind not in wanted:
                continue
            said = " ".join(match.text.split())
            key = match.kind, said.casefold()
            if key not in things:
                if len(things) >= MOST or len(said) > LONGEST_WORDS:
                    more = True
                    continue
                things[key] = _new(match, said)
            _count(things[key], piece, match, marker)
    return {"items": list(things.values()), "more": more}, b""


def _new(match: Match, said: str) -> dict[str, Any]:
    return {"kind": match.kind, "sample": match.sample, "words": said, "where": [], "count": 0, "covered": True}


def _count(thing: dict[str, Any], piece: Piece, match: Match, marker: Marker) -> None:
    """Note one more place of a thing."""
    thing["count"] += 1
    if len(thing["where"]) < _MOST_PLACES:
        thing["where"].append(piece.place(match))
    thing["covered"] = thing["covered"] and _covers(marker, piece, match)


def _covers(marker: Marker, piece: Piece, match: Match) -> bool:
    if piece.cell and marker.covered(*piece.cell):
        return True
    return piece.text[match.start : match.end] not in marker.text(piece.text)


def _workbook(file: BinaryIO) -> Iterator[Piece]:
    with packed.opened(file) as package:
        for sheet in sheets.shown(package):
            yield Piece("nama lembar", sheet.name)
            for cell in sheet.cells:
                place = f"{sheet.name}!{letters(cell.column)}{cell.row}"
                yield Piece(place, sheets.said(cell.value), (sheet.name, cell.column, cell.row))


def _prose(file: BinaryIO) -> Iterator[Piece]:
    with packed.opened(file) as package:
        tables = paragraphs = 0
        for block in texts.shown(package):
            if isinstance(block, Table):
                tables += 1
                for number, row in enumerate(block.rows, start=1):
                    yield from (Piece(f"tabel {tables}, baris {number}", cell) for cell in row)
            else:
                paragraphs += 1
                yield Piece(f"paragraf {paragraphs}", block.text)


def _values(file: BinaryIO) -> Iterator[Piece]:
    content = file.read().decode("utf-8-sig")
    for number, row in enumerate(csv.reader(io.StringIO(content), delimiter=delimiter(content)), start=1):
        for at, cell in enumerate(row, start=1):
            yield Piece(f"sel {letters(at)}{number}", cell, (None, at, number))


def _lines(file: BinaryIO) -> Iterator[Piece]:
    for number, line in enumerate(file.read().decode("utf-8-sig").splitlines(), start=1):
        yield Piece(f"baris {number}", line, (None, 1, number))


def _mail(file: BinaryIO) -> Iterator[Piece]:
    yield Piece("", "\n".join(mails.text(file)))


_PIECES: Mapping[str, Callable[[BinaryIO], Iterator[Piece]]] = {
    formats.XLSX.media_type: _workbook,
    formats.DOCX.media_type: _prose,
    formats.ODT.media_type: _prose,
    formats.CSV.media_type: _values,
    formats.TEXT.media_type: _lines,
    formats.MAIL.media_type: _mail,
}
