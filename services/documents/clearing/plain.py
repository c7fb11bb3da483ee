"""What plain files hold: text and comma-separated values."""

import csv
import io
import re
from collections.abc import Iterator
from typing import BinaryIO

from services.documents.clearing import seen
from services.documents.clearing.cells import letters
from services.documents.gate.domain.findings import Finding, Kind

UNSEEN = re.compile(r"[\u200b-\u200f\u202a-\u202e\u2066-\u2069\ufeff]|\x1b\[|\x08")


def text(file: BinaryIO, names: tuple[str, ...]) -> Iterator[Finding]:
    """What is hidden or personal in a text.

    Raises:
        UnicodeDecodeError: it is no UTF-8.
    """
    for number, line in enumerate(file.read().decode("utf-8-sig").splitlines(), start=1):
        where = f"baris {number}"
        if UNSEEN.search(line):
            yield Finding(Kind.HIDDEN_TEXT, where)
        yield from seen.personally(line, where, names)


def values(file: BinaryIO, names: tuple[str, ...]) -> Iterator[Finding]:
    """What is hidden or personal in comma-separated values.

    Raises:
        UnicodeDecodeError, csv.Error: it cannot be read.
    """
    content = file.read().decode("utf-8-sig")
    for number, row in enumerate(csv.reader(io.StringIO(content), delimiter=delimiter(content)), start=1):
        for place, cell in enumerate(row, start=1):
            where = f"sel {letters(place)}{number}"
            if UNSEEN.search(cell):
                yield Finding(Kind.HIDDEN_TEXT, where)
            yield from seen.personally(cell, where, names)


def delimiter(content: str) -> str:
    """What parts the values of the first line: a comma, or what Indonesian spreadsheets write."""
    first = content.partition("\n")[0]
    return max(",;\t", key=first.count)
