"""What the pages of a file say before anybody draws on them. Runs in a confined child."""

from collections.abc import Iterable, Iterator
from typing import BinaryIO, NamedTuple

from PIL import Image

from services.documents.clearing import reading
from services.documents.redaction import leaves, recalling, side_by_side
from services.documents.redaction.copying import DPI


class Read(NamedTuple):
    """What was read of a page, and whether that is all that its words are known by: it is a picture."""

    lines: list[recalling.Learned]
    is_picture: bool


def work(file: BinaryIO, *, media_type: str, first: int, count: int) -> tuple[list[Read], bytes]:
    """The job of the child: what so many pages say, `first` counted from 1; none where there is no reader."""
    try:
        with leaves.opened(file, media_type) as sheets:
            places = range(first - 1, min(first - 1 + count, len(sheets)))
            return list(side_by_side.mapped(_read, _pictures(sheets, places))), b""
    except reading.NoReader:
        return [], b""


def _read(page: tuple[Image.Image, bool]) -> Read:
    grey, is_picture = page
    return Read(recalling.learn(grey), is_picture)


def _pictures(sheets: leaves.Leaves, places: Iterable[int]) -> Iterator[tuple[Image.Image, bool]]:
    for place in places:
        leaf = sheets[place]
        shown, is_picture = leaf.picture(DPI).convert("L"), leaf.is_picture()
        leaf.close()
        yield shown, is_picture
