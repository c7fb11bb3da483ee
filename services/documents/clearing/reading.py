"""The words in a picture, read by tesseract where the machine has it with Indonesian."""

import subprocess
from functools import cache
from io import BytesIO
from shutil import which

from PIL import Image

LANGUAGE = "ind"
SECONDS = 60  # for one page


class NoReader(Exception):
    """This machine cannot read pictures."""


@cache
def can_read() -> bool:
    """Whether tesseract is here and knows Indonesian."""
    if which("tesseract") is None:
        return False
    listed = subprocess.run(["tesseract", "--list-langs"], capture_output=True, text=True, check=False)  # noqa: S607
    return LANGUAGE in listed.stdout.split()


def words(shown: Image.Image) -> str:
    """The words of a picture.

    Raises:
        NoReader: there is no reader, or it did not come to an end.
    """
    return _tesseract(shown, "txt").decode("utf-8", "replace")


def page(shown: Image.Image, dpi: int) -> bytes:
    """A one-page PDF of a picture with its words behind it.

    Raises:
        NoReader: there is no reader, or it did not come to an end.
    """
    return _tesseract(shown, "pdf", "--dpi", str(dpi))


def _tesseract(shown: Image.Image, output: str, *options: str) -> bytes:
    if not can_read():
        raise NoReader
    sent = BytesIO()
    shown.save(sent, "PNG", compress_level=1)
    command = ["tesseract", "-", "-", "-l", LANGUAGE, *options, output]
    try:
        done = subprocess.run(command, input=sent.getvalue(), capture_output=True, timeout=SECONDS, check=True)  # noqa: S603
    except (subprocess.SubprocessError, OSError) as failed:
        raise NoReader from failed
    return done.stdout
