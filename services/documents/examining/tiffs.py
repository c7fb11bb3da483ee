"""What is wrong with a TIFF: no end of pages or points, places outside the file, pictures that few programs draw."""

from collections.abc import Mapping
from typing import BinaryIO

from services.documents.examining import doubles
from services.documents.examining.pictures import MOST_PIXELS
from services.documents.files.domain.flaws import Flaw, Flawed
from services.documents.readers import directories, scans
from services.documents.readers.directories import Directory, Tiff

MOST_PAGES = 2000
_DRAWN = 200_000_000  # points of all pages that are drawn here; the others are when somebody looks at them
_BITS, _PACKING, _LOOK, _SAMPLES, _PLANES, _TILES, _FORM, _SPARE = 258, 259, 262, 277, 284, 322, 339, 338
# How scanners pack: not at all, CCITT G3 in one dimension, G3, G4, LZW, JPEG, Deflate under two numbers, PackBits.
_PACKINGS = {1, 2, 3, 4, 5, 7, 8, 32946, 32773}
_JPEG = 7
_LOOKS: Mapping[
    int, set[tuple[int, ...]]
] = {  # white or black is zero, colours, a palette, brightness and colour: the bits of each sample
    0: {(1,), (4,), (8,)},
    1: {(1,), (4,), (8,)},
    2: {(8, 8, 8)},
    3: {(4,), (8,)},
    6: {(8, 8, 8)},
}
_BRIGHTNESS_AND_COLOUR = 6


def look(file: BinaryIO) -> None:
    """Refuse a TIFF that has no end, leads outside itself, is damaged, or draws differently from program to program.

    Raises:
        Flawed. OSError, ValueError, ...: it cannot be read.
    """
    doubles.look(file)
    tiff, sizes = Tiff(file), list[int]()
    for found in tiff.directories():
        if found.page > MOST_PAGES:
            raise Flawed(Flaw.PAGES)
        if not found.within:
            sizes.append(_points(tiff, found))
            _check_picture(tiff, found)
    left = _DRAWN
    with scans.opened(file) as pages:
        for place, points in enumerate(sizes):
            if left > 0:
                pages.drawn(place)
            left -= points


def _points(tiff: Tiff, page: Directory) -> int:
    points = tiff.number(page, directories.WIDTH, 0) * tiff.number(page, directories.LENGTH, 0)
    if points > MOST_PIXELS:
        raise Flawed(Flaw.PIXELS)
    return points


def _check_picture(tiff: Tiff, page: Directory) -> None:
    """Refuse a picture of which other programs may show something else than ours."""
    packing, look = tiff.number(page, _PACKING, 1), tiff.number(page, _LOOK, -1)
    bits, samples = tiff.numbers(page, _BITS) or (1,), tiff.number(page, _SAMPLES, 1)
    plain = (
        packing in _PACKINGS
        and len(bits) == samples
        and bits in _LOOKS.get(look, ())
        and (look != _BRIGHTNESS_AND_COLOUR or packing == _JPEG)
        and tiff.number(page, _PLANES, 1) == 1
        and set(tiff.numbers(page, _FORM)) <= {1}
        and not {_TILES, _SPARE} & page.tags.keys()
    )
    if not plain:
        raise Flawed(Flaw.UNUSUAL)
    rows = tiff.number(page, directories.LENGTH, 0)
    of_each = min(tiff.number(page, directories.ROWS, rows), rows)
    if not of_each or len(tiff.strips(page)) < -(-rows // of_each):
        raise Flawed(Flaw.DAMAGED)
