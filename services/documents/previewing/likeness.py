"""The likeness of a first page, for files that have no pages: what they show, set small. It is not their layout."""

import csv
import io
import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import UTC, datetime
from importlib.resources import files
from itertools import islice
from typing import Any, BinaryIO

from chassis.typesetting import set_pdf
from services.documents.files.domain import formats
from services.documents.readers import packed
from services.documents.readers.plain import delimiter
from services.documents.showing import mails, sheets, texts
from services.documents.showing.texts import Block, Paragraph, Table

_TEMPLATE = files(__package__).joinpath("likeness.typ").read_bytes()
_EVER = datetime(2026, 1, 1, tzinfo=UTC)  # nobody gets the PDF, so no moment in it matters
_BLOCKS, _LETTERS = 60, 800  # the most that a page is set from
_ROWS, _COLUMNS, _CELL = 40, 6, 24
DPI = 60
_READ = 64 << 10  # characters of a table or a text


def pdf(file: BinaryIO, media_type: str) -> bytes | None:
    """A small PDF whose first page shows what the file shows; None where that is nothing.

    Raises:
        BadZipFile, ValueError, OSError, ElementTree.ParseError, ...: it cannot be read.
    """
    blocks = [_said(block) for block in islice(SHOWN[media_type](file), _BLOCKS)]
    return set_pdf(_TEMPLATE, json.dumps({"blocks": blocks}), _EVER, accessible=False) if blocks else None


def _said(block: Block) -> dict[str, Any]:
    if isinstance(block, Paragraph):
        return {"text": block.text[:_LETTERS], "level": block.level}
    rows = [row[:_COLUMNS] for row in block.rows[:_ROWS]]
    width = max(map(len, rows))
    return {"rows": [[_short(cell) for cell in row] + [""] * (width - len(row)) for row in rows]}


def _short(cell: str) -> str:
    return cell if len(cell) <= _CELL else f"{cell[: _CELL - 1]}…"


def _filled(tables: Iterable[Block]) -> Iterator[Block]:
    """The blocks without tables that have no cell."""
    return (block for block in tables if isinstance(block, Paragraph) or any(block.rows))


def _text(file: BinaryIO) -> Iterator[Block]:
    with packed.opened(file) as package:
        yield from _filled(texts.shown(package))


def _workbook(file: BinaryIO) -> Iterator[Block]:
    with packed.opened(file) as package:
        first = next((sheet for sheet in sheets.shown(package) if sheet.cells), None)
    if first:
        yield Paragraph(first.name, 2)
        yield Table(_grid(first))


def _grid(sheet: sheets.Sheet) -> list[list[str]]:
    """The first cells that are shown, below and beside each other; what is empty throughout is left out."""
    values = {(cell.row, cell.column): sheets.said(cell.value) for cell in sheet.cells}
    rows = sorted({row for row, _ in values})[:_ROWS]
    columns = sorted({column for row, column in values if row <= rows[-1]})[:_COLUMNS]
    return [[values.get((row, column), "") for column in columns] for row in rows]


def _table(file: BinaryIO) -> Iterator[Block]:
    content = _read(file)
    return _filled([Table(list(islice(csv.reader(io.StringIO(content), delimiter=delimiter(content)), _ROWS)))])


def _lines(file: BinaryIO) -> Iterator[Block]:
    return map(Paragraph, _read(file).strip().splitlines())


def _read(file: BinaryIO) -> str:
    return file.read(_READ).decode("utf-8-sig", "replace")


def _message(file: BinaryIO) -> Iterator[Block]:
    lines = iter(list(mails.text(file)))
    headers = list(iter(lambda: next(lines, ""), ""))
    yield from _filled([Table([list(line.partition(": ")[::2]) for line in headers])])
    yield from map(Paragraph, lines)


SHOWN: Mapping[str, Callable[[BinaryIO], Iterator[Block]]] = {
    formats.DOCX.media_type: _text,
    formats.XLSX.media_type: _workbook,
    formats.ODT.media_type: _text,
    formats.CSV.media_type: _table,
    formats.TEXT.media_type: _lines,
    formats.MAIL.media_type: _message,
}
