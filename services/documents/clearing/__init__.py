"""The checker behind the release gate: says what is hidden or personal in a file. Runs in a process of its own."""

import hashlib
from collections.abc import Callable, Iterator, Mapping
from importlib import import_module
from typing import Any, BinaryIO, cast

from services.documents.domain import gate
from services.documents.domain.formats import PDF
from services.documents.domain.gate import Finding, Kind

Look = Callable[[BinaryIO, tuple[str, ...]], Iterator[Finding]]
WHOLE = (0, 1)  # of a file, the first of one part


def work(
    file: BinaryIO, *, media_type: str, name: str, names: list[str], share: tuple[int, int] = WHOLE
) -> tuple[dict[str, Any], bytes]:
    """The job of the confined child: what was found, and the digest of the very bytes it was found in."""
    digest = hashlib.file_digest(file, "sha256").hexdigest()  # type: ignore[arg-type]  # it can be read into
    findings = check(file, media_type, name, tuple(names), share)
    return {"sha256": digest, "findings": [one.told() for one in findings]}, b""


def check(
    file: BinaryIO, media_type: str, name: str, names: tuple[str, ...] = (), share: tuple[int, int] = WHOLE
) -> list[Finding]:
    """Everything that keeps a file from being given. What cannot be read to its end is not let through.

    Args:
        file: the file. media_type: what it was found to be. name: under which it would be given.
        names: whom to look for beside numbers and addresses.
        share: of a PDF, which part of its pages, from 0, of how many; whatever is no page is looked at with each part.
    """
    from services.documents.clearing import seen

    findings = list(seen.personally(name, "nama berkas", names))
    file.seek(0)
    try:
        findings += _looked(file, media_type, names, share)
    except MemoryError:
        raise
    except Exception as fault:  # whatever a parser raises at a file made to break it, the answer is the same
        findings.append(Finding(Kind.UNREADABLE, "seluruh berkas", type(fault).__name__))
    return gate.limited(findings)


def _looked(file: BinaryIO, media_type: str, names: tuple[str, ...], share: tuple[int, int]) -> Iterator[Finding]:
    if media_type == PDF.media_type:
        from services.documents.clearing import pdf

        return pdf.look(file, names, share)
    module, name = _LOOKS[media_type]
    return cast(Look, getattr(import_module(f"{__name__}.{module}"), name))(file, names)


_OOXML = "application/vnd.openxmlformats-officedocument"
# By name, and none at the top of this page: a child reads one file, and whoever examines what arrived needs but a leaf
# of this package. To load the checkers of all kinds takes longer than most files do.
_LOOKS: Mapping[str, tuple[str, str]] = {
    "image/jpeg": ("photos", "look"),
    "image/png": ("photos", "look"),
    "image/gif": ("photos", "look"),
    "image/tiff": ("tiffs", "look"),
    f"{_OOXML}.wordprocessingml.document": ("docx", "look"),
    f"{_OOXML}.spreadsheetml.sheet": ("sheets", "look"),
    "application/vnd.oasis.opendocument.text": ("opendocument", "look"),
    "application/vnd.oasis.opendocument.spreadsheet": ("opendocument", "look"),
    "text/csv": ("plain", "values"),
    "text/plain": ("plain", "text"),
    "message/rfc822": ("mails", "look"),
}
