"""What plain files hold: text, comma-separated values, and e-mail messages."""

import csv
import io
import re
from collections.abc import Iterator
from email import policy
from email.message import EmailMessage
from email.parser import BytesParser
from typing import BinaryIO

from services.documents.clearing import seen
from services.documents.clearing.cells import letters
from services.documents.domain.gate import Finding, Kind

_UNSEEN = re.compile(r"[\u200b-\u200f\u202a-\u202e\u2066-\u2069\ufeff]|\x1b\[|\x08")
_TAGS = re.compile(r"<(script|style)\b.*?</\1>|<[^>]+>", re.DOTALL | re.IGNORECASE)
_SHOWN_HEADERS = ("From", "To", "Cc", "Date", "Subject")


def text(file: BinaryIO, names: tuple[str, ...]) -> Iterator[Finding]:
    """What is hidden or personal in a text.

    Raises:
        UnicodeDecodeError: it is no UTF-8.
    """
    for number, line in enumerate(file.read().decode("utf-8-sig").splitlines(), start=1):
        where = f"baris {number}"
        if _UNSEEN.search(line):
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
            if _UNSEEN.search(cell):
                yield Finding(Kind.HIDDEN_TEXT, where)
            yield from seen.personally(cell, where, names)


def delimiter(content: str) -> str:
    """What parts the values of the first line: a comma, or what Indonesian spreadsheets write."""
    first = content.partition("\n")[0]
    return max(",;\t", key=first.count)


def message(file: BinaryIO, names: tuple[str, ...]) -> Iterator[Finding]:
    """What is hidden or personal in an e-mail message."""
    mail = parsed(file)
    for part in mail.walk():
        if part.get_filename() or part.get_content_maintype() not in ("text", "multipart"):
            yield Finding(Kind.ATTACHMENT, "lampiran surel", str(part.get_filename() or part.get_content_type())[:80])
    hidden = sorted({name for name in mail if name.title() not in _SHOWN_HEADERS and name.lower() != "mime-version"})
    if hidden:
        yield Finding(Kind.METADATA, "kepala surel", ", ".join(hidden)[:80])
    yield from seen.personally(said(mail), "isi surel", names)


def parsed(file: BinaryIO) -> EmailMessage:
    """An e-mail message."""
    return BytesParser(policy=policy.default).parse(file)


def said(mail: EmailMessage) -> str:
    """The headers that people see and the text, without what is attached."""
    head = [f"{name}: {mail[name]}" for name in _SHOWN_HEADERS if mail[name]]
    body = mail.get_body(("plain", "html"))
    content = "" if body is None else body.get_content()
    if body is not None and body.get_content_subtype() == "html":
        content = _TAGS.sub(" ", content)
    return "\n".join([*head, "", content])
