"""What the pages of a file say before anybody draws on them. Runs in a confined child."""

from collections.abc import Iterable, Iterator
from typing import BinaryIO

from PIL import Image

from services.documents.clearing import reading
from services.documents.redaction import leaves, recalling, side_by_side
from services.documents.redaction.copying import DPI


def work(file: BinaryIO, *, media_type: str, first: int, count: int) -> tuple[list[list[recalling.Learned]], bytes]:
    """The job of the child: the lines of so many pages, `first` counted from 1; none where there is no reader."""
    try:
        with leaves.opened(file, media_type) as sheets:
            places = range(first - 1, min(first - 1 + count, len(sheets)))
            return list(side_by_side.mapped(recalling.learn, _pictures(sheets, places))), b""
    except reading.NoReader:
        return [], b""


def _pictures(sheets: leaves.Leaves, places: Iterable[int]) -> Iterator[Image.Image]:
    for place in places:
        leaf = sheets[place]
        shown = leaf.picture(DPI).convert("L")
        leaf.close()
        yield shown
