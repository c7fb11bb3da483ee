"""What an e-mail message holds beside what its reader sees: its way, hidden receivers and words, attachments."""

import re
from bisect import bisect_right
from collections.abc import Iterator, Mapping
from email.message import EmailMessage, Message
from itertools import accumulate
from typing import BinaryIO

from services.documents.clearing import alternatives, personal, plain, seen
from services.documents.clearing.messages import is_words, parsed, walked
from services.documents.clearing.webpages import Page
from services.documents.domain.gate import Finding, Kind

SHOWN = ("From", "To", "Cc", "Date", "Subject")
_TELLS: Mapping[str, str] = {  # headers that nobody is shown, and what they give away
    "received": "jalur kirim dan alamat komputer",
    "x-received": "jalur kirim dan alamat komputer",
    "x-originating-ip": "alamat komputer pengirim",
    "x-sender-ip": "alamat komputer pengirim",
    "message-id": "nama komputer atau layanan pengirim",
    "in-reply-to": "surel lain yang dibalas",
    "references": "surel lain yang dibalas",
    "return-path": "alamat balik",
    "reply-to": "alamat balasan",
    "sender": "pengirim sebenarnya",
    "delivered-to": "penerima sebenarnya",
    "x-original-to": "penerima sebenarnya",
    "x-mailer": "program pengirim",
    "user-agent": "program pengirim",
}
_STRUCTURE = {
    "mime-version", "content-type", "content-transfer-encoding", "content-disposition", "content-id",
    "content-language",
}  # fmt: skip
_BASE64 = re.compile(r"[A-Za-z0-9+/\s]*(?:=\s*){0,2}")  # RFC 2045: what follows its end no program reads
_USUAL_PREAMBLE = re.compile(
    r"this is an? (?:multi-?part|openpgp/mime signed|s/mime signed|cryptographically signed) message"
    r"(?: in mime format| \(rfc [\d, and]+\))?\.?",
    re.IGNORECASE,
)


def look(file: BinaryIO, names: tuple[str, ...]) -> Iterator[Finding]:
    """What is hidden or personal in an e-mail message.

    Raises:
        ValueError, LookupError, ...: it cannot be read.
    """
    attached, mail = 0, parsed(file)
    subjects = " ".join(str(part["Subject"]) for _, part in walked(mail) if part["Subject"])
    for _, part in walked(mail):
        yield from _head(part, names)
        yield from _around(part)
        yield from alternatives.look(part)
        if is_words(part):
            yield from _words(part, names, subjects)
        elif part.get_content_maintype() != "multipart":
            attached += 1
            where, name = f"lampiran surel ke-{attached}", str(part.get_filename() or part.get_content_type())
            yield Finding(Kind.ATTACHMENT, where, name[:80])
            yield from seen.personally(name, where, names)


def _head(mail: EmailMessage, names: tuple[str, ...]) -> Iterator[Finding]:
    others = []
    for name in dict.fromkeys(mail.keys()):
        where, plainly = f"kepala surel: {name}"[:80], name.lower()
        if plainly in _STRUCTURE:
            continue
        if plainly == "bcc":
            yield Finding(Kind.HIDDEN_TEXT, where, "penerima tersembunyi")
        elif plainly in _TELLS:
            yield Finding(Kind.METADATA, where, _TELLS[plainly])
        elif name.title() not in SHOWN:
            others.append(name)
        for value in mail.get_all(name, ()):
            yield from seen.personally(str(value), where, names)
    if others:
        yield Finding(Kind.METADATA, "kepala surel lainnya", ", ".join(sorted(others))[:80])


def _around(part: Message) -> Iterator[Finding]:
    """Words before the first and behind the last part, which no mail program shows."""
    before = " ".join((part.preamble or "").split())
    if before and not _USUAL_PREAMBLE.fullmatch(before):
        yield Finding(Kind.HIDDEN_TEXT, "surel, sebelum bagian pertama")
    if (part.epilogue or "").strip():
        yield Finding(Kind.HIDDEN_TEXT, "surel, setelah bagian terakhir")


def _words(part: EmailMessage, names: tuple[str, ...], subjects: str) -> Iterator[Finding]:
    content, where = str(part.get_content()), "isi surel"
    packed = str(part["Content-Transfer-Encoding"]).strip().lower() == "base64"
    if packed and not _BASE64.fullmatch(str(part.get_payload())):
        yield Finding(Kind.HIDDEN_TEXT, where, "isi setelah akhir surel")
    if part.get_content_subtype() == "html":
        where, page = "isi surel (HTML)", Page(content)
        found = {
            Kind.HIDDEN_TEXT: page.hides,
            Kind.SCRIPT: page.acts,
            Kind.EXTERNAL_LINK: page.fetches,
            Kind.ATTACHMENT: page.brings,
            Kind.COMMENT: page.notes,
        }
        yield from (Finding(kind, where) for kind, is_there in found.items() if is_there)
        if not alternatives.says(subjects, *page.lines, of=page.title):
            yield Finding(Kind.HIDDEN_TEXT, where, "judul halaman")
    lines = content.splitlines()
    for number, line in enumerate(lines, start=1):
        if plain.UNSEEN.search(line):
            yield Finding(Kind.HIDDEN_TEXT, f"{where}, baris {number}")
    ends = list(accumulate(len(line) + 1 for line in lines))
    for match in personal.find("\n".join(lines), names):  # as a whole: mail programs break lines within names
        yield Finding(match.kind, f"{where}, baris {bisect_right(ends, match.start) + 1}", match.sample)
