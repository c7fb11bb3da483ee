"""The safe copy of a file without pages: written anew from what it shows, with marks where masks say.

Runs in a confined child. Nothing of the original but its visible values and words reaches the copy: no formula, hidden
sheet, row, column or cell, no comment, name, link, cache, revision, embedded file or property.
"""

from typing import Any, BinaryIO

from services.documents.copies.making import WITHOUT_PAGES
from services.documents.copies.marking import Marker


def work(
    file: BinaryIO, *, media_type: str, masks: list[dict[str, Any]], log: dict[str, Any], made_on: str
) -> tuple[dict[str, Any], bytes]:
    """The job of the child: the copy, and the places of the masks that hit nothing.

    Args:
        masks: as `Mask.told` says them. log: as `redaction_log` tells it, for the end of the copy. made_on: a moment,
            ISO 8601, that the copy is dated with.
    """
    marker = Marker(masks)
    made = WITHOUT_PAGES[media_type](file, marker, {"title": "", "annex": "", "log": log, "made_on": made_on})
    return {"missed": marker.missed}, made.content
