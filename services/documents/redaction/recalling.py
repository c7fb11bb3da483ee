"""What was read of a page before anybody drew on it, which holds wherever the same points stand.

A reader goes along one line of writing after the other, and of the same points it reads the same. So only the lines
that a box touches are read anew, each alone, from the blackened page: their points are others, and nothing of them is
recalled.
"""

import hashlib
from collections.abc import Iterable, Iterator, Sequence
from typing import Any, NamedTuple

from PIL import Image

from services.documents.clearing import reading
from services.documents.clearing.pages import Box
from services.documents.clearing.reading import Line, Word

# Pixels around a line. At least so many are compared: a reader looks at some (four of its own smaller picture) beside
# what it says of its place. As many are white around a line that is read alone.
_RIM = 12
_BESIDE = 3  # pixels around each word of a line that is read alone: no more of rules and of the lines next to it
_DIGITS = 5  # of a fraction of a page: a tenth of a pixel
Place = tuple[int, int, int, int]  # pixels: left, top, right, bottom


class Learned(NamedTuple):
    """A line of a page: its place in pixels, the SHA-256 of the points around it, and its words with their boxes."""

    place: Place
    points: str
    words: Sequence[tuple[str, float, float, float, float]]


def lines(told: Iterable[Sequence[Any]]) -> list[Learned]:
    """The lines of a page as `learn` told them, once they have been JSON."""
    return [Learned((left, top, right, bottom), points, words) for (left, top, right, bottom), points, words in told]


def learn(grey: Image.Image) -> list[Learned]:
    """Read a page, line by line.

    Raises:
        NoReader: there is no reader, or it did not come to an end.
    """
    return [_learned(line, grey) for line in reading.lined(grey) if line.words]


def recall(grey: Image.Image, known: Sequence[Learned] | None, hidden: Sequence[Place]) -> list[Word]:
    """The words of a page.

    Args:
        known: what was learned of it before anybody drew on it; None if nothing was. hidden: what was drawn over.

    Raises:
        NoReader: there is no reader, or it did not come to an end.
    """
    if known is None:
        return reading.placed(grey)
    changed = [_points(grey, line.place) != line.points for line in known]
    if any(anew and not _is_touched(line, hidden) for line, anew in zip(known, changed, strict=True)):
        return reading.placed(grey)  # another page
    return [
        word
        for number, (line, anew) in enumerate(zip(known, changed, strict=True))
        for word in (_alone(grey, line, number) if anew else _as_it_was(line, number))
    ]


def words(known: Sequence[Learned]) -> list[Word]:
    """What was learned of a page, for whoever asks about it as it was before anybody drew on it."""
    return [word for number, line in enumerate(known) for word in _as_it_was(line, number)]


def _learned(line: Line, grey: Image.Image) -> Learned:
    box = line.box
    for word in line.words:  # of which a reader may say that they stand elsewhere
        box = box.joined(word.box)
    place = box.pixels(grey.size)
    return Learned(place, _points(grey, place), [_told(word) for word in line.words])


def _told(word: Word) -> tuple[str, float, float, float, float]:
    left, top, right, bottom = (round(side, _DIGITS) for side in word.box)
    return word.text, left, top, right, bottom


def _points(grey: Image.Image, place: Place) -> str:
    """The digest of all points that the reader may have looked at for what it says of a place."""
    return hashlib.sha256(grey.crop(_around(place)).tobytes()).hexdigest()


def _around(place: Place) -> Place:
    left, top, right, bottom = place
    rim = max(_RIM, (bottom - top) // 2)
    return left - rim, top - rim, right + rim, bottom + rim


def _is_touched(line: Learned, hidden: Sequence[Place]) -> bool:
    left, top, right, bottom = _around(line.place)
    return any(one[0] < right and left < one[2] and one[1] < bottom and top < one[3] for one in hidden)


def _as_it_was(line: Learned, number: int) -> Iterator[Word]:
    for text, *box in line.words:
        yield Word(text, Box(*box), (str(number),))


def _alone(grey: Image.Image, line: Learned, number: int) -> Iterator[Word]:
    """The words that are left of a line. Of white a reader makes letters, so it is not shown any."""
    left, top, right, bottom = line.place
    across, down = left - _RIM, top - _RIM
    shown = Image.new("L", (right + _RIM - across, bottom + _RIM - down), 255)
    places = [Box(*box).pixels(grey.size) for _, *box in line.words]
    seen = [place for place in places if grey.crop(place).getextrema() != (255, 255)]
    if not seen:
        return
    for place in seen:
        area = place[0] - _BESIDE, place[1] - _BESIDE, place[2] + _BESIDE, place[3] + _BESIDE
        shown.paste(grey.crop(area), (area[0] - across, area[1] - down))

    def on_page(box: Box) -> Box:
        return Box(
            (box.left * shown.width + across) / grey.width, (box.top * shown.height + down) / grey.height,
            (box.right * shown.width + across) / grey.width, (box.bottom * shown.height + down) / grey.height,
        )  # fmt: skip

    for word in reading.placed(shown, layout=reading.LINE):
        yield word._replace(box=on_page(word.box), line=(str(number),))
