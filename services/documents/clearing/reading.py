"""The words in a picture, read by tesseract where the machine has it with Indonesian."""

import os
import subprocess
from collections.abc import Sequence
from functools import cache
from io import BytesIO
from shutil import which
from typing import NamedTuple

from PIL import Image

from services.documents.clearing.pages import Box

LANGUAGE = "ind"
SECONDS = 60  # for one page
# Columns of tesseract's table, and the level of its rows that are words.
_LEVEL, _LINE, _PLACE, _WORD, _OF_WORDS = 0, slice(2, 5), slice(6, 10), 11, "5"


class Word(NamedTuple):
    """A word that was read, its place as fractions of the picture, and which line it stands on."""

    text: str
    box: Box
    line: Sequence[str]


class NoReader(Exception):
    """This machine cannot read pictures."""


@cache
def can_read() -> bool:
    """Whether tesseract is here and knows Indonesian."""
    if which("tesseract") is None:
        return False
    listed = subprocess.run(["tesseract", "--list-langs"], capture_output=True, text=True, check=False)  # noqa: S607
    return LANGUAGE in listed.stdout.split()


def words(shown: Image.Image, *, seconds: float = SECONDS) -> str:
    """The words of a picture, read within so many seconds.

    Raises:
        NoReader: there is no reader, or it did not come to an end.
    """
    return _tesseract(shown, "txt", seconds=seconds).decode("utf-8", "replace")


def placed(shown: Image.Image) -> list[Word]:
    """The words of a picture in reading order, with the box of each as fractions of the picture.

    Raises:
        NoReader: there is no reader, or it did not come to an end.
    """
    table = _tesseract(shown, "tsv").decode("utf-8", "replace").splitlines()
    columns = (line.split("\t") for line in table[1:])
    return [_word(shown.size, *row) for row in columns if row[_LEVEL] == _OF_WORDS and row[_WORD].strip()]


def _word(size: tuple[int, int], *row: str) -> Word:
    left, top, width, height = (int(number) for number in row[_PLACE])
    box = Box(left / size[0], top / size[1], (left + width) / size[0], (top + height) / size[1])
    return Word(row[_WORD].strip(), box, row[_LINE])


def _tesseract(shown: Image.Image, output: str, *, seconds: float = SECONDS) -> bytes:
    if not can_read():
        raise NoReader
    sent = BytesIO()
    shown.convert("L").save(sent, "PNG", compress_level=1)  # colours are a tenth more work, and no word more
    command, env = ["tesseract", "-", "-", "-l", LANGUAGE, output], os.environ | {"OMP_THREAD_LIMIT": "1"}
    try:
        done = subprocess.run(  # noqa: S603
            command, input=sent.getvalue(), capture_output=True, timeout=seconds, check=True, env=env
        )
    except (subprocess.SubprocessError, OSError) as failed:
        raise NoReader from failed
    return done.stdout
