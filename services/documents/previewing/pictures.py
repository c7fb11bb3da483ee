"""Small pictures of large ones, and their words, within limits that hold for a whole file."""

from io import BytesIO
from time import monotonic

from PIL import Image

from services.documents.readers import reading

LARGEST_THUMBNAIL = 20 << 10  # bytes
_SIZES = ((240, 48), (240, 16), (160, 16), (96, 16))  # longest side in pixels and colours, the best first
MOST_READ = 10  # pages of a file that are pictures
READ_SECONDS = 20.0  # for all of them


def thumbnail(shown: Image.Image) -> bytes:
    """A picture as PNG, as good as fits."""
    made = BytesIO()
    for side, colours in _SIZES:
        small = shown.copy()
        small.thumbnail((side, side))
        made = BytesIO()
        small.quantize(colours, dither=Image.Dither.NONE).save(made, "PNG", optimize=True)
        if made.tell() <= LARGEST_THUMBNAIL:
            break
    return made.getvalue()


class Reader:
    """Reads the words of pictures until its pages or its seconds are used up; `skipped` says that it left some out."""

    def __init__(self) -> None:
        self._pages, self._until, self.skipped = MOST_READ, monotonic() + READ_SECONDS, False

    def words(self, shown: Image.Image) -> str:
        """The words of a picture; none where it is not read."""
        left = self._until - monotonic()
        self._pages -= 1
        if self._pages < 0 or left <= 0:
            self.skipped = True
            return ""
        try:
            return reading.words(shown, seconds=left)
        except reading.NoReader:
            self.skipped = True
            return ""
