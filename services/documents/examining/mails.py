"""What is wrong with an e-mail message: parts without end, parts that two readers see otherwise, what is attached."""

import re
import zipfile
from collections import Counter
from collections.abc import Callable
from email import errors
from email.message import EmailMessage
from email.utils import collapse_rfc2231_value
from io import BytesIO
from typing import BinaryIO

from chassis.errors import Invalid
from services.documents import scanning
from services.documents.examining import doubles
from services.documents.files.domain import formats
from services.documents.files.domain.flaws import Flaw, Flawed
from services.documents.readers.messages import is_words, parsed, walked
from services.documents.readers.webpages import Page

LARGEST = 40 << 20  # bytes: what mail servers pass on, and attachments grow by a third on their way
MOST_PARTS = 200
DEEPEST = 8  # parts within parts
MOST_HEADERS = 300  # of one part
LONGEST_HEADER = 32_000  # characters
LARGEST_PAGE = 5_000_000  # characters of an HTML text
LARGEST_SIGNATURE = 64 << 10  # bytes
_HEAD = re.compile(rb"[!-9;-~]+:[^\n]*\n(?:[!-9;-~]+:[^\n]*\n|[ \t][^\n]*\n)*(?=\r?\n|\Z)")
_SENDER = re.compile(rb"^From:", re.IGNORECASE | re.MULTILINE)
_ENVELOPE = re.compile(rb"^(?:Date|Received|Message-ID|MIME-Version|To|Subject):", re.IGNORECASE | re.MULTILINE)
_FIELD = re.compile(rb"^content-[a-z-]+:[^\n]*(?:\n[ \t][^\n]*)*", re.IGNORECASE | re.MULTILINE)
_CONTROLS = re.compile(rb"\0|\r(?!\n)")  # RFC 5322, 2.3: readers differ on where a line ends at a lone CR
_IN_WORDS = re.compile("[\x00-\x08\x0e-\x1f]")
_ONCE = frozenset({
    "from", "to", "cc", "date", "subject", "mime-version", "content-type", "content-transfer-encoding",
    "content-disposition",
})  # fmt: skip
_BROKEN = (
    errors.NoBoundaryInMultipartDefect, errors.StartBoundaryNotFoundDefect, errors.CloseBoundaryNotFoundDefect,
    errors.FirstHeaderLineIsContinuationDefect, errors.MissingHeaderBodySeparatorDefect,
    errors.MultipartInvariantViolationDefect, errors.InvalidMultipartContentTransferEncodingDefect,
    errors.InvalidBase64PaddingDefect, errors.InvalidBase64CharactersDefect, errors.InvalidBase64LengthDefect,
)  # fmt: skip
_LOCKED = {"multipart/encrypted", "application/pkcs7-mime", "application/x-pkcs7-mime"}
_ELSEWHERE = {"message/external-body", "message/partial"}
_SIGNATURES = {
    "application/pgp-signature": b"-----BEGIN PGP",
    "application/pkcs7-signature": b"0",  # DER: a sequence
    "application/x-pkcs7-signature": b"0",
}
_TOLD = {"text/calendar", "text/rfc822-headers"}  # words of programs to programs, which nobody is shown
_ENCODED = {"base64", "quoted-printable", "x-uuencode", "uuencode", "uue", "x-uue"}
_INVITATION = ".ics"  # words of one calendar to another, kept as the text that they are
_KINDS = {kind.media_type: kind for kind in formats.FORMATS.values()}
_ARCHIVES = (b"PK\x03\x04", b"Rar!", b"7z\xbc\xaf", b"\x1f\x8b")
Look = Callable[[BinaryIO, str], None]


def look(file: BinaryIO, attached: Look) -> None:
    """Refuse a message that is none, that readers read differently, that has no end, or carries what is not taken.

    Args:
        file: the message. attached: looks at a file of a media type as if it had come by itself.

    Raises:
        Flawed. LookupError, ValueError, ...: it cannot be read.
    """
    content = file.read(LARGEST + 1)
    if len(content) > LARGEST:
        raise Flawed(Flaw.UNPACKS)
    _check_beginning(content)
    try:
        for number, (depth, part) in enumerate(walked(parsed(BytesIO(content)))):
            if number >= MOST_PARTS or depth > DEEPEST:
                raise Flawed(Flaw.TOO_COMPLEX)
            _check_headers(part)
            _check_part(part, attached)
            if any(isinstance(defect, _BROKEN) for defect in part.defects):
                raise Flawed(Flaw.DAMAGED)
    except RecursionError as deep:
        raise Flawed(Flaw.TOO_COMPLEX) from deep


def _check_beginning(content: bytes) -> None:
    """A message begins with headers, and a text that says “Catatan: …” is none."""
    head = _HEAD.match(content)
    if head is None or not (_SENDER.search(head[0]) and _ENVELOPE.search(head[0])):
        raise Flawed(Flaw.OTHER_KIND)
    if doubles.MARKUP.search(head[0]) or b"%PDF-" in content[: doubles.HEAD] or zipfile.is_zipfile(BytesIO(content)):
        raise Flawed(Flaw.TWO_KINDS)
    if _CONTROLS.search(content):
        raise Flawed(Flaw.CONTROLS)
    if any(len(field[0]) > LONGEST_HEADER for field in _FIELD.finditer(content)):
        raise Flawed(Flaw.TOO_COMPLEX)  # the parser reads these itself, and takes hours for one of a megabyte


def _check_headers(part: EmailMessage) -> None:
    said = [(name.lower(), str(value)) for name, value in part.raw_items()]
    if len(said) > MOST_HEADERS or any(len(name) + len(value) > LONGEST_HEADER for name, value in said):
        raise Flawed(Flaw.TOO_COMPLEX)
    if any(times > 1 and name in _ONCE for name, times in Counter(name for name, _ in said).items()):
        raise Flawed(Flaw.TWO_KINDS)
    for _, value in part.items():
        str(value)  # whoever shows it later will come to an end


def _check_part(part: EmailMessage, attached: Look) -> None:
    media_type = part.get_content_type()
    if media_type in _LOCKED:
        raise Flawed(Flaw.LOCKED)
    if media_type in _ELSEWHERE:
        raise Flawed(Flaw.EXTERNAL)
    if part.is_multipart():
        if str(part.get("content-transfer-encoding", "")).lower() in _ENCODED:
            raise Flawed(Flaw.ATTACHMENT)
    elif part.get_content_maintype() in ("multipart", "message"):
        raise Flawed(Flaw.DAMAGED)
    elif is_words(part) or (media_type in _TOLD and not part.get_filename()):
        _check_words(part)
    else:
        _check_attached(part, media_type, attached)


def _check_words(part: EmailMessage) -> None:
    content = str(part.get_content())
    if _IN_WORDS.search(content):
        raise Flawed(Flaw.CONTROLS)
    if part.get_content_subtype() == "html":
        if len(content) > LARGEST_PAGE:
            raise Flawed(Flaw.TOO_COMPLEX)
        Page(content)


def _check_attached(part: EmailMessage, media_type: str, attached: Look) -> None:
    """Hold an attachment to what a file is held to that comes by itself."""
    content = part.get_payload(decode=True)
    assert isinstance(content, bytes)
    if media_type in _SIGNATURES:
        if len(content) > LARGEST_SIGNATURE or not content.startswith(_SIGNATURES[media_type]):
            raise Flawed(Flaw.ATTACHMENT)
        return
    kinds = {_kind_of(name) for name in _names(part)} or {_KINDS.get(media_type)}
    if len(kinds) > 1:
        raise Flawed(Flaw.TWO_KINDS)
    (kind,) = kinds
    if kind is None or kind is formats.MAIL:
        raise Flawed(Flaw.NESTED if content.startswith(_ARCHIVES) else Flaw.ATTACHMENT)
    if scanning.type_of(content[: scanning.HEAD]) != kind.signature:
        raise Flawed(Flaw.OTHER_KIND)
    attached(BytesIO(content), kind.media_type)


def _names(part: EmailMessage) -> list[str]:
    """What an attachment is called, which its two headers may say differently."""
    said = part.get_param("filename", header="content-disposition"), part.get_param("name")
    return [collapse_rfc2231_value(name) for name in said if name]


def _kind_of(name: str) -> formats.Format | None:
    try:
        name = formats.checked_name(name)
        return formats.TEXT if name.lower().endswith(_INVITATION) else formats.format_of(name)
    except Invalid as bad:
        raise Flawed(Flaw.ENTRY_NAMES) from bad
    except formats.FileRefused:
        return None
