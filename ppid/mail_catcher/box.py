"""The letters that were caught, one file each, so that they outlive a restart and can be read with any mail program."""

import re
import secrets
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from email import message_from_bytes, policy
from email.message import EmailMessage
from html.parser import HTMLParser
from pathlib import Path

KEPT = 500
_ID = re.compile(r"\d{8}T\d{12}-[0-9a-f]{8}")


@dataclass(frozen=True, slots=True)
class Attachment:
    """A file that came with a letter."""

    name: str
    media_type: str
    content: bytes


@dataclass(frozen=True, slots=True)
class Letter:
    """A caught letter; its id sorts by the moment (UTC) at which it came."""

    id: str
    message: EmailMessage

    @property
    def came_at(self) -> datetime:
        """When it was caught."""
        return datetime.strptime(self.id.partition("-")[0], "%Y%m%dT%H%M%S%f").replace(tzinfo=UTC)

    @property
    def subject(self) -> str:
        """What it is about; never empty, so that a link can bear it."""
        return str(self.message["subject"] or "").strip() or "(tanpa perihal)"

    @property
    def text(self) -> str:
        """Its words: the text part, or else what the HTML part says without its dress."""
        part = self.message.get_body(("plain", "html"))
        if part is None:
            return ""
        content = str(part.get_content())
        return content if part.get_content_subtype() == "plain" else _undressed(content)

    @property
    def attachments(self) -> list[Attachment]:
        """The files that came with it."""
        return [
            Attachment(part.get_filename() or "lampiran", part.get_content_type(), _content(part))
            for part in self.message.iter_attachments()
        ]


def _content(part: EmailMessage) -> bytes:
    payload = part.get_payload(decode=True)
    return payload if isinstance(payload, bytes) else part.as_bytes()  # a letter within the letter has no payload


class Box:
    """A folder of letters that keeps the newest 500."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        folder.mkdir(parents=True, exist_ok=True)

    def put(self, raw: bytes) -> str:
        """Keep a letter and return its id; the oldest give way."""
        id_ = f"{datetime.now(UTC):%Y%m%dT%H%M%S%f}-{secrets.token_hex(4)}"
        fresh = self._folder / f".{id_}"
        fresh.write_bytes(raw)
        fresh.replace(self._file(id_))
        for old in self._files()[KEPT:]:
            old.unlink(missing_ok=True)
        return id_

    def letters(self) -> Iterator[Letter]:
        """Every letter, newest first."""
        for file in self._files():
            if letter := self.letter(file.stem):
                yield letter

    def letter(self, id_: str) -> Letter | None:
        """One letter; None if there is none of this id."""
        if not _ID.fullmatch(id_):
            return None
        try:
            return Letter(id_, message_from_bytes(self._file(id_).read_bytes(), policy=policy.default))
        except FileNotFoundError:
            return None

    def _file(self, id_: str) -> Path:
        return self._folder / f"{id_}.eml"

    def _files(self) -> list[Path]:
        return sorted(self._folder.glob("*.eml"), reverse=True)


def _undressed(html: str) -> str:
    parser = _Words()
    parser.feed(html)
    parser.close()
    return re.sub(r"\n\s*\n+", "\n\n", "".join(parser.words)).strip()


class _Words(HTMLParser):
    """Collects the words of a page and the addresses of its links."""

    _MUTE = frozenset({"style", "script", "title"})
    _BREAK = frozenset({"p", "br", "div", "tr", "li", "h1", "h2", "h3"})

    def __init__(self) -> None:
        super().__init__()
        self.words: list[str] = []
        self._mute = 0
        self._link = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note where words stop, lines break and links lead."""
        self._mute += tag in self._MUTE
        if tag in self._BREAK:
            self.words.append("\n")
        if tag == "a":
            self._link = dict(attrs).get("href") or ""

    def handle_endtag(self, tag: str) -> None:
        """Write a link's address after its words."""
        self._mute -= tag in self._MUTE
        if tag == "a" and self._link:
            self.words.append(f" {self._link} ")

    def handle_data(self, data: str) -> None:
        """Collect words that are shown."""
        if not self._mute:
            self.words.append(data)
