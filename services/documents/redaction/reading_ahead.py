"""What the pages of a file say before anybody draws on them. Runs in a confined child."""

from collections.abc import Iterator
from typing import BinaryIO

from PIL import Image

from services.documents.clearing import reading
from services.documents.redaction import leaves, recalling, side_by_side
from services.documents.redaction.copying import DPI


def work(file: BinaryIO, *, media_type: str) -> tuple[list[list[recalling.Learned]] | None, bytes]:
    """The job of the child: the lines of every page, in order; nothing where this machine cannot read pictures."""
    try:
        with leaves.opened(file, media_type) as sheets:
            return list(side_by_side.mapped(recalling.learn, _pictures(sheets))), b""
    except reading.NoReader:
        return None, b""


def _pictures(sheets: leaves.Leaves) -> Iterator[Image.Image]:
    for place in range(len(sheets)):
        leaf = sheets[place]
        shown = leaf.picture(DPI).convert("L")
        leaf.close()
        yield shown
