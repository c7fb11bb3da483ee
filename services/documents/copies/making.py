"""Making the copy of a file anew from what its reader sees. Runs in a confined child.

One way for both: a release copy is a redacted copy in which nothing is blackened.
"""

from collections.abc import Callable, Mapping, Sequence
from typing import Any, BinaryIO

from chassis import confining
from services.documents.copies import anew, lines, pages, pictures, prose, workbooks
from services.documents.copies.made import Made, Says
from services.documents.copies.marking import Marker
from services.documents.copies.pages import Boxes
from services.documents.files.domain import formats
from services.documents.gate.domain import findings
from services.documents.gate.domain.findings import Finding
from services.documents.readers import personal

_PICTURES = {formats.JPEG.media_type, formats.PNG.media_type, formats.GIF.media_type}
_TEXTS = {formats.DOCX.media_type, formats.ODT.media_type}
WITHOUT_PAGES: Mapping[str, Callable[[BinaryIO, Marker, Says], Made]] = {
    formats.XLSX.media_type: workbooks.write,
    formats.DOCX.media_type: prose.write,
    formats.ODT.media_type: prose.write,
    formats.CSV.media_type: lines.values,
    formats.TEXT.media_type: lines.text,
    formats.MAIL.media_type: lines.mail,
}


def work(
    file: BinaryIO,
    *,
    media_type: str,
    boxes: Mapping[str, Boxes],
    masks: Sequence[Mapping[str, Any]],
    says: Says,
    names: Sequence[str],
) -> tuple[dict[str, Any], bytes]:
    """The job of the child: what the copy is and says, and the copy.

    Args:
        boxes: what to blacken, by page from 1. masks: what to blacken where there are no pages, as `Mask.told` says
            it. names: whom to look for in the copy's words beside numbers and addresses.
    """
    if media_type in _TEXTS and not masks:
        made = anew.write(file, says)
    elif media_type in WITHOUT_PAGES:
        marker = Marker(masks)
        made = WITHOUT_PAGES[media_type](file, marker, says)._replace(missed=marker.missed)
    elif media_type in _PICTURES and not boxes:
        made = pictures.write(file)
    else:
        made = pages.write(file, media_type, boxes, says, confining.tell_progress)
    return made.told(_personal(made, names)), made.content


def _personal(made: Made, names: Sequence[str]) -> list[Finding]:
    """What is personal in the words of a copy."""
    return findings.limited(
        [
            Finding(match.kind, piece.where, match.sample)
            for piece in made.words
            for match in personal.find(piece.text, names)
        ]
    )
