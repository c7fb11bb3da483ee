"""Safe copies of what is lines: comma-separated values, text, and e-mail messages, which become text."""

import csv
import io
import re
from collections.abc import Mapping
from typing import Any, BinaryIO

from services.documents.clearing.plain import delimiter
from services.documents.redaction import closing
from services.documents.redaction.marking import Marker
from services.documents.showing import mails

# What a spreadsheet takes for a formula when it opens values; a number with its sign is none.
_FORMULA = re.compile(r"\s*[=+\-@]")
_NUMBER = re.compile(r"[+\-]?[\d.,]+%?")


def values(file: BinaryIO, marker: Marker, _said: Mapping[str, Any]) -> bytes:
    """The values with marks, in the form they came in. Grounds stand in the marks alone: a table has no last page.

    Raises:
        UnicodeDecodeError, csv.Error: it cannot be read.
    """
    content = file.read().decode("utf-8-sig")
    parting, out = delimiter(content), io.StringIO()
    writer = csv.writer(out, delimiter=parting, lineterminator="\r\n")
    for number, row in enumerate(csv.reader(io.StringIO(content), delimiter=parting), start=1):
        cells = enumerate(row, start=1)
        writer.writerow(harmless(marker.covered(None, at, number) or marker.text(cell)) for at, cell in cells)
    return out.getvalue().encode("utf-8-sig")


def harmless(cell: str) -> str:
    """A value that no spreadsheet takes for a formula."""
    return f"'{cell}" if _FORMULA.match(cell) and not _NUMBER.fullmatch(cell) else cell


def text(file: BinaryIO, marker: Marker, said: Mapping[str, Any]) -> bytes:
    """The lines with marks, and at the end what was blackened.

    Raises:
        UnicodeDecodeError: it is no UTF-8.
    """
    found = file.read().decode("utf-8-sig").splitlines()
    kept = [marker.covered(None, 1, number) or marker.text(line) for number, line in enumerate(found, start=1)]
    return _closed(kept, said)


def mail(file: BinaryIO, marker: Marker, said: Mapping[str, Any]) -> bytes:
    """What a message shows, as text with marks: chosen headers, its words, what was attached by name alone.

    Raises:
        ValueError, LookupError, ...: it cannot be read.
    """
    shown = "\n".join(mails.text(file))  # marked as a whole: mail programs break lines within names
    return _closed(marker.text(shown).split("\n"), said)


def _closed(kept: list[str], said: Mapping[str, Any]) -> bytes:
    return ("\r\n".join([*kept, "", *closing.sentences(said["log"])]) + "\r\n").encode()
