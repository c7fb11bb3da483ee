"""The checker behind the release gate: says what is hidden or personal in a file. Runs in a process of its own."""

import hashlib
from collections.abc import Callable, Iterator, Mapping
from typing import Any, BinaryIO

from PIL import Image

from services.documents.clearing import docx, mails, opendocument, pdf, pictures, plain, seen, sheets, tiffs
from services.documents.domain import gate
from services.documents.domain.formats import PDF
from services.documents.domain.gate import Finding, Kind

Look = Callable[[BinaryIO, tuple[str, ...]], Iterator[Finding]]


def work(
    file: BinaryIO, *, media_type: str, name: str, names: list[str], share: tuple[int, int] = pdf.WHOLE
) -> tuple[dict[str, Any], bytes]:
    """The job of the confined child: what was found, and the digest of the very bytes it was found in."""
    digest = hashlib.file_digest(file, "sha256").hexdigest()  # type: ignore[arg-type]  # it can be read into
    findings = check(file, media_type, name, tuple(names), share)
    return {"sha256": digest, "findings": [one.told() for one in findings]}, b""


def check(
    file: BinaryIO, media_type: str, name: str, names: tuple[str, ...] = (), share: tuple[int, int] = pdf.WHOLE
) -> list[Finding]:
    """Everything that keeps a file from being given. What cannot be read to its end is not let through.

    Args:
        file: the file. media_type: what it was found to be. name: under which it would be given.
        names: whom to look for beside numbers and addresses.
        share: of a PDF, which part of its pages, from 0, of how many; whatever is no page is looked at with each part.
    """
    findings = list(seen.personally(name, "nama berkas", names))
    file.seek(0)
    try:
        findings += pdf.look(file, names, share) if media_type == PDF.media_type else _LOOKS[media_type](file, names)
    except MemoryError:
        raise
    except Exception as fault:  # whatever a parser raises at a file made to break it, the answer is the same
        findings.append(Finding(Kind.UNREADABLE, "seluruh berkas", type(fault).__name__))
    return gate.limited(findings)


def _picture(file: BinaryIO, names: tuple[str, ...]) -> Iterator[Finding]:
    yield from pictures.look(file)
    file.seek(0)
    with Image.open(file) as shown:
        yield from seen.Reader(names).look(shown, "gambar")


_OOXML = "application/vnd.openxmlformats-officedocument"
_LOOKS: Mapping[str, Look] = {
    "image/jpeg": _picture,
    "image/png": _picture,
    "image/gif": _picture,
    "image/tiff": tiffs.look,
    f"{_OOXML}.wordprocessingml.document": docx.look,
    f"{_OOXML}.spreadsheetml.sheet": sheets.look,
    "application/vnd.oasis.opendocument.text": opendocument.look,
    "application/vnd.oasis.opendocument.spreadsheet": opendocument.look,
    "text/csv": plain.values,
    "text/plain": plain.text,
    "message/rfc822": mails.look,
}
