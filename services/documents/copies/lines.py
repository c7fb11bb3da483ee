"""Copies of what is lines: comma-separated values, text, and e-mail messages, which become text."""

import csv
import io
import re
from collections.abc import Sequence
from typing import BinaryIO

from services.documents.copies import closing
from services.documents.copies.made import Made, Piece, Says
from services.documents.copies.marking import Marker
from services.documents.files.domain import formats
from services.documents.readers.cells import name_of
from services.documents.readers.plain import delimiter
from services.documents.showing import mails

# What a spreadsheet takes for a formula when it opens values; a number with its sign is none.
_FORMULA = re.compile(r"\s*[=+\-@]")
_NUMBER = re.compile(r"[+\-]?[\d.,]+%?")


def values(file: BinaryIO, marker: Marker, _says: Says) -> Made:
    """The values with marks, in the form they came in. Grounds stand in the marks alone: a table has no last page.

    Raises:
        UnicodeDecodeError, csv.Error: it cannot be read.
    """
    content = file.read().decode("utf-8-sig")
    parting, out, words = delimiter(content), io.StringIO(), list[Piece]()
    writer = csv.writer(out, delimiter=parting, lineterminator="\r\n")
    for number, row in enumerate(csv.reader(io.StringIO(content), delimiter=parting), start=1):
        kept = [marker.covered(None, at, number) or marker.text(cell) for at, cell in enumerate(row, start=1)]
        writer.writerow(map(harmless, kept))
        words += [Piece(f"sel {name_of(at, number)}", cell) for at, cell in enumerate(kept, start=1) if cell]
    return Made(out.getvalue().encode("utf-8-sig"), formats.CSV.media_type, "csv", 1, words)


def harmless(cell: str) -> str:
    """A value that no spreadsheet takes for a formula."""
    return f"'{cell}" if _FORMULA.match(cell) and not _NUMBER.fullmatch(cell) else cell


def text(file: BinaryIO, marker: Marker, says: Says) -> Made:
    """The lines with marks, and then at the end what was blackened.

    Raises:
        UnicodeDecodeError: it is no UTF-8.
    """
    found = file.read().decode("utf-8-sig").splitlines()
    kept = [marker.covered(None, 1, number) or marker.text(line) for number, line in enumerate(found, start=1)]
    return _closed(kept, says, [Piece(f"baris {number}", line) for number, line in enumerate(kept, start=1) if line])


def mail(file: BinaryIO, marker: Marker, says: Says) -> Made:
    """What a message shows, as text with marks: chosen headers, its words, what was attached by name alone.

    Raises:
        ValueError, LookupError, ...: it cannot be read.
    """
    shown = marker.text("\n".join(mails.text(file)))  # marked as a whole: mail programs break lines within names
    return _closed(shown.split("\n"), says, [Piece("isi surel", shown)])


def _closed(kept: Sequence[str], says: Says, words: Sequence[Piece]) -> Made:
    end = ["", *closing.sentences(says["log"])] if says["log"] else []
    return Made(("\r\n".join([*kept, *end]) + "\r\n").encode(), formats.TEXT.media_type, "txt", 1, words)
