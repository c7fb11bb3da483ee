"""What an e-mail message shows: chosen headers, its words, and that something was attached, by name and size."""

import re
from collections.abc import Iterator
from email.message import EmailMessage
from typing import BinaryIO

from services.documents.readers.messages import children, is_words, parsed, walked
from services.documents.readers.webpages import Page

_HEADERS = {"From": "Dari", "To": "Kepada", "Cc": "Tembusan", "Date": "Tanggal", "Subject": "Perihal"}
_CONTROLS = re.compile("[\x00-\x08\x0b\x0e-\x1f\x7f-\x9f]")
_KILO = 1024


def text(file: BinaryIO) -> Iterator[str]:
    """A message line by line, as its reader sees it; of forms that say the same, the plain one.

    Raises:
        ValueError, LookupError, ...: it cannot be read.
    """
    mail = parsed(file)
    for name, label in _HEADERS.items():
        if mail[name]:
            yield _line(f"{label}: {mail[name]}")
    yield ""
    yield from map(_line, _body(mail))
    attached = list(_attached(mail))
    if attached:
        yield from ("", "Lampiran (diberikan tersendiri):", *map(_line, attached))


def _line(said: str) -> str:
    return _CONTROLS.sub("", " ".join(said.splitlines()))


def _body(part: EmailMessage) -> list[str]:
    if is_words(part):
        content = str(part.get_content())
        return Page(content).lines if part.get_content_subtype() == "html" else content.splitlines()
    if part.get_content_maintype() != "multipart":
        return []
    if part.get_content_subtype() != "alternative":
        return [line for child in children(part) for line in _body(child)]
    plain_first = sorted(children(part), key=lambda child: child.get_content_type() != "text/plain")
    return next((lines for lines in map(_body, plain_first) if any(map(str.strip, lines))), [])


def _attached(part: EmailMessage) -> Iterator[str]:
    """What lies beside the words, a forwarded message as one thing."""
    if part.get_content_maintype() == "multipart":
        for child in children(part):
            yield from _attached(child)
    elif not is_words(part):
        name = part.get_filename() or _untitled(part)
        size = sum(len(one.get_payload(decode=True) or b"") for _, one in walked(part))
        yield f"- {name} ({max(1, round(size / _KILO))} KB)"


def _untitled(part: EmailMessage) -> str:
    return "surel terusan" if part.get_content_type() == "message/rfc822" else part.get_content_type()
