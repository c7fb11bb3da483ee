"""Copies of files made anew from what a reader sees: the only thing of a file that is given unless a person decides."""

import base64
from collections.abc import Mapping, Sequence
from contextlib import suppress
from datetime import datetime
from shutil import copyfileobj
from tempfile import TemporaryFile
from typing import IO, Any, BinaryIO, NamedTuple

from chassis import confining
from chassis.confining import Overran
from services.documents.copies import office
from services.documents.copies.made import Piece
from services.documents.files.domain.formats import PDF
from services.documents.gate.domain.findings import Finding

_JOB, _MEASURE = "services.documents.copies.making", "services.documents.redaction.measuring"
_CPU_SECONDS, _SECONDS = (30, 5), (60, 15)  # for any file, and for each page of it
_LONGEST = 1500  # seconds
_WRITES = 512 << 20  # bytes
_PAGED = {"application/pdf", "image/tiff"}
Boxes = Mapping[int, Sequence[tuple[float, float, float, float, str]]]


class Copy(NamedTuple):
    """A copy; whoever gets it closes its `content`, a file that stands at its beginning.

    `words` are all that it says, `findings` the personal data in them. `readable` tells whether the words of all its
    pages could be read, `losses` what of the original it does not show, in sentences.
    """

    content: IO[bytes]
    size: int
    media_type: str
    extension: str
    pages: int
    words: Sequence[Piece]
    findings: Sequence[Finding]
    readable: bool
    losses: Sequence[str]
    missed: Sequence[int]


def make(  # noqa: PLR0913 - what a copy is made from, once
    file: BinaryIO,
    media_type: str,
    *,
    title: str,
    made_on: datetime,
    names: Sequence[str] = (),
    boxes: Boxes | None = None,
    masks: Sequence[Mapping[str, Any]] = (),
    annex: bytes = b"",
    log: Mapping[str, Any] | None = None,
    progress: confining.Progress | None = None,
) -> Copy:
    """The copy of a file, made in confined children.

    Args:
        file: a real file. title, made_on: what a PDF says of itself. names: whom to look for in the copy's words beside
            numbers and addresses. boxes: what to blacken, by page from 1; masks: the same where there are no pages, as
            `Mask.told` says them. annex: a PDF that is put behind the pages; log: the grounds that are told at the end
            where there are none, as `redaction_log` tells them.
        progress: is called with how many pages are done, of how many; what it raises ends the making.

    Raises:
        Overran: it is damaged or too much. Stalled: the machine is to blame.
    """
    if office.can_draw(media_type) and not masks:
        with suppress(Overran), office.drawn(file, media_type) as pdf:
            return make(pdf, PDF.media_type, title=title, made_on=made_on, names=names, annex=annex, progress=progress)
    pages = _pages(file, media_type)
    with TemporaryFile() as made:
        told = confining.make(
            _JOB,
            file,
            made,
            cpu_seconds=_CPU_SECONDS[0] + pages * _CPU_SECONDS[1],
            seconds=min(_SECONDS[0] + pages * _SECONDS[1], _LONGEST),
            writes=_WRITES,
            progress=progress,
            media_type=media_type,
            boxes=boxes or {},
            masks=list(masks),
            names=list(names),
            says={
                "title": title,
                "made_on": made_on.isoformat(timespec="seconds"),
                "annex": base64.b64encode(annex).decode(),
                "log": log,
            },
        )
        return _copy(told, made)


def _pages(file: BinaryIO, media_type: str) -> int:
    """How many pages there are to be drawn, by which the time goes that a child may take."""
    if media_type not in _PAGED:
        return 1
    told, _ = confining.run(_MEASURE, file, media_type=media_type, at_most=0)
    return int(told["pages"])


def _copy(answer: Mapping[str, Any], made: IO[bytes]) -> Copy:
    content = TemporaryFile()  # noqa: SIM115 - whoever gets the copy closes it
    copyfileobj(made, content)
    size = content.tell()
    content.seek(0)
    return Copy(
        content=content,
        size=size,
        media_type=answer["media_type"],
        extension=answer["extension"],
        pages=answer["pages"],
        words=[Piece(*piece) for piece in answer["words"]],
        findings=[Finding.heard(finding) for finding in answer["findings"]],
        readable=answer["readable"],
        losses=answer["losses"],
        missed=answer["missed"],
    )
