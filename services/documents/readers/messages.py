"""An e-mail message (RFC 5322, RFC 2045) and its parts, as a mail program would show them."""

from collections.abc import Iterator
from email import policy
from email.message import EmailMessage
from email.parser import BytesParser
from typing import BinaryIO, cast


def parsed(file: BinaryIO) -> EmailMessage:
    """A message, of which everything that can be read at all is read."""
    return BytesParser(policy=policy.default).parse(file)


def walked(mail: EmailMessage) -> Iterator[tuple[int, EmailMessage]]:
    """A message and every part of it in order, those of messages within it too, each with how deep it lies, from 0."""
    waiting = [(0, mail)]
    while waiting:
        depth, part = waiting.pop()
        yield depth, part
        waiting += [(depth + 1, child) for child in reversed(children(part))]


def children(part: EmailMessage) -> list[EmailMessage]:
    """The parts right within a part."""
    return cast(list[EmailMessage], part.get_payload()) if part.is_multipart() else []


def is_words(part: EmailMessage) -> bool:
    """Whether a part is words that a mail program shows in the message itself."""
    shown = part.get_content_type() in ("text/plain", "text/html")
    return shown and not part.get_filename() and not part.is_attachment()
