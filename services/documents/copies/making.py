"""Making the copy of a file anew from what its reader sees. Runs in a confined child.

One way for both: a release copy is a redacted copy in which nothing is blackened.
"""

from collections.abc import Mapping, Sequence
from typing import Any, BinaryIO

from chassis import confining
from services.documents.clearing import personal
from services.documents.copies import pages, pictures
from services.documents.copies.made import Made
from services.documents.copies.pages import Boxes
from services.documents.domain import formats, gate
from services.documents.domain.gate import Finding

_PICTURES = {formats.JPEG.media_type, formats.PNG.media_type, formats.GIF.media_type}


def work(
    file: BinaryIO, *, media_type: str, boxes: Mapping[str, Boxes], says: Mapping[str, str], names: Sequence[str]
) -> tuple[dict[str, Any], bytes]:
    """The job of the child: what the copy is and says, and the copy.

    Args:
        boxes: what to blacken, by page from 1. says: its `title`, the moment it was `made_on`, a PDF in base64 that
            is its `annex`. names: whom to look for in its words beside numbers and addresses.
    """
    made = _made(file, media_type, boxes, says)
    return made.told(_personal(made, names)), made.content


def _made(file: BinaryIO, media_type: str, boxes: Mapping[str, Boxes], says: Mapping[str, str]) -> Made:
    if media_type in _PICTURES and not boxes:
        return pictures.write(file)
    return pages.write(file, media_type, boxes, says, confining.tell_progress)


def _personal(made: Made, names: Sequence[str]) -> list[Finding]:
    """What is personal in the words of a copy."""
    return gate.limited(
        [
            Finding(match.kind, piece.where, match.sample)
            for piece in made.words
            for match in personal.find(piece.text, names)
        ]
    )
