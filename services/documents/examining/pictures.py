"""What is wrong with a picture: more of it than memory holds, damage, another kind behind the name."""

import warnings
from typing import BinaryIO

from PIL import Image

from services.documents.examining import doubles
from services.documents.files.domain.flaws import Flaw, Flawed
from services.documents.readers import gifs

MOST_PIXELS = 100_000_000
_SMALL = (1000, 1000)  # a JPEG is read at a fraction of its size: enough to see that it can be read to its end


def look(file: BinaryIO) -> None:
    """Refuse a picture that is too large to show, damaged, several in one, or also something else.

    Raises:
        Flawed. OSError, ValueError, SyntaxError: it cannot be read.
    """
    doubles.look(file)
    Image.MAX_IMAGE_PIXELS = MOST_PIXELS
    warnings.simplefilter("error", Image.DecompressionBombWarning)
    try:
        with Image.open(file, formats=("JPEG", "PNG", "GIF")) as shown:
            if shown.format != "PNG":
                shown.draft("RGB", _SMALL)
            shown.load()
    except (Image.DecompressionBombWarning, Image.DecompressionBombError) as flood:
        raise Flawed(Flaw.PIXELS) from flood


def look_gif(file: BinaryIO) -> None:
    """Refuse a GIF of which the first picture cannot be shown, or that breaks off later.

    Raises:
        Flawed. OSError, ValueError, IndexError, ...: it cannot be read.
    """
    look(file)
    file.seek(0)
    if gifs.IMAGE not in [kind for kind, _ in gifs.blocks(file.read())]:
        raise Flawed(Flaw.DAMAGED)
