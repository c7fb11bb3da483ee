"""The words in a picture, read by tesseract's library where the machine has its data for Indonesian.

The library and not the program: it stays loaded from page to page, and the one in the wheel takes a quarter less of the
processor than the program of Debian 12.
"""

import os
from collections.abc import Sequence
from functools import cache, partial
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from statistics import fmean
from threading import local
from typing import Any, NamedTuple

from PIL import Image

from services.documents.readers import askew
from services.documents.readers.pages import Box

LANGUAGE = "ind"
SECONDS = 60  # for one page
PAGE, LINE = 3, 7  # how a picture is laid out: as a page of whatever columns, as a single line (tesseract's numbers)
_DATA = f"tess*/**/{LANGUAGE}.traineddata"  # below /usr/share, wherever a distribution puts it
# What a page of 200 dpi is drawn down to before its words are placed: 140 dots to the inch down, more make no word
# more of it. A reader makes every line equally high and then goes along it, so the narrower the letters, the less there
# is to go along. Letters of usual size bear that; a page of which the reader was not sure is read again, not narrowed.
_NARROW, _WIDE = (0.46, 0.7), (0.7, 0.7)  # across, down
_SURE = 93.5  # percent, on average of a page's words
# Columns of tesseract's table, and the levels of its rows that are lines and words.
_LEVEL, _LINE, _PLACE, _CONFIDENCE, _WORD, _OF_LINES, _OF_WORDS = 0, slice(2, 5), slice(6, 10), 10, 11, "4", "5"
_own = local()  # each thread has a reader of its own


class Word(NamedTuple):
    """A word that was read, its place as fractions of the picture, and which line it stands on."""

    text: str
    box: Box
    line: Sequence[str]


class Line(NamedTuple):
    """A line of writing with all that the reader took for a part of it, its place as fractions of the picture."""

    box: Box
    words: list[Word]


class NoReader(Exception):
    """This machine cannot read pictures."""


def can_read() -> bool:
    """Whether tesseract's library is here and knows Indonesian."""
    return find_spec("tesserocr") is not None and _data() is not None


@cache
def _data() -> Path | None:
    return next((found.parent for found in sorted(Path("/usr/share").glob(_DATA))), None)


def words(shown: Image.Image, *, seconds: float = SECONDS) -> str:
    """The words of a picture, read within so many seconds.

    Raises:
        NoReader: there is no reader, or it did not come to an end.
    """
    return str(_read(shown.convert("L"), seconds).GetUTF8Text())


def placed(shown: Image.Image, *, layout: int = PAGE) -> list[Word]:
    """The words of `lined`, in reading order.

    Raises:
        NoReader: there is no reader, or it did not come to an end.
    """
    return [word for line in lined(shown, layout=layout) for word in line.words]


def lined(shown: Image.Image, *, layout: int = PAGE) -> list[Line]:
    """The lines of a picture of 200 dpi in reading order; there may be some without words.

    A page that lies askew is set straight first, unless the reader is sure of it as it lies.

    Args:
        layout: PAGE, or LINE where it shows a single line.

    Raises:
        NoReader: there is no reader, or it did not come to an end.
    """
    grey = shown.convert("L")
    found, sure = _looked(grey, layout, *_NARROW)
    if sure >= _SURE:
        return found
    turn = askew.angle(grey) if layout == PAGE else 0.0
    if not turn:
        return _looked(grey, layout, *_WIDE)[0]
    level = askew.straight(grey, turn)
    back = partial(askew.back, turn=turn, level=level.size, seen=grey.size)
    found, _ = _looked(level, layout, *_WIDE)
    return [Line(back(line.box), [word._replace(box=back(word.box)) for word in line.words]) for line in found]


def _looked(grey: Image.Image, layout: int, across: float, down: float) -> tuple[list[Line], float]:
    """The lines of a picture drawn down, and how sure the reader is of their words, in percent."""
    size = max(1, round(grey.width * across)), max(1, round(grey.height * down))
    table = str(_read(grey.resize(size, Image.Resampling.BILINEAR), SECONDS, layout).GetTSVText(0))
    found, sure = list[Line](), list[float]()
    for row in (line.split("\t") for line in table.splitlines()):
        if row[_LEVEL] == _OF_LINES:
            found.append(Line(_box(size, row), []))
        elif row[_LEVEL] == _OF_WORDS and row[_WORD].strip():
            found[-1].words.append(Word(row[_WORD].strip(), _box(size, row), row[_LINE]))
            sure.append(float(row[_CONFIDENCE]))
    return found, fmean(sure) if sure else 100.0


def _box(size: tuple[int, int], row: Sequence[str]) -> Box:
    left, top, width, height = (int(number) for number in row[_PLACE])
    return Box(left / size[0], top / size[1], (left + width) / size[0], (top + height) / size[1])


def _read(grey: Image.Image, seconds: float, layout: int = PAGE) -> Any:
    """The reader of this thread with a picture that it has read."""
    if not can_read():
        raise NoReader
    reader = _reader()
    reader.SetPageSegMode(layout)
    # Colours are a tenth more work, and no word more.
    reader.SetImageBytes(grey.tobytes(), grey.width, grey.height, 1, grey.width)
    if not reader.Recognize(max(1, int(seconds * 1000))):
        raise NoReader
    return reader


def _reader() -> Any:
    if not hasattr(_own, "reader"):
        os.environ["OMP_THREAD_LIMIT"] = "1"  # pages are read side by side, not each by several threads
        _own.reader = import_module("tesserocr").PyTessBaseAPI(path=f"{_data()}/", lang=LANGUAGE)
    return _own.reader
