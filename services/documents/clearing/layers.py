"""Pictures on a page that lie over other pictures: what is read under them, and not on the page, is hidden there."""

from collections.abc import Iterator
from functools import reduce

import pypdfium2

from services.documents.clearing import pages, reading, seen
from services.documents.clearing.pages import Box
from services.documents.clearing.shades import LEAST, LEGIBLE
from services.documents.domain.gate import Finding, Kind

_DPI = 200
_OPAQUE = 0.5  # of its points: what lets more be seen is a mask with letters, as scanners that save space make it


def look(page: pypdfium2.PdfPage, reader: seen.Reader, where: str) -> Iterator[Finding]:
    """Words of a picture under another one; the page is changed in memory and not to be looked at again."""
    over = list(_over(page))
    if not over:
        return
    area = reduce(Box.joined, (box for _, box in over))
    shown = pages.picture(page, _DPI)
    for one, _ in over:
        page.remove_obj(one)
    page.gen_content()
    bare = pages.picture(page, _DPI)
    under, there = (picture.crop(area.pixels(picture.size)) for picture in (bare, shown))
    if seen.contrast(under, (0, 0, *under.size)) <= seen.CONTRAST:
        return
    try:
        words = reader.surely(under)
        if _letters(words) >= LEAST and _letters(words - reader.surely(there)) >= LEAST:
            yield Finding(Kind.COVERED_PICTURE, where, "gambar di bawah gambar lain")
    except reading.NoReader:
        yield Finding(Kind.UNREAD, where, "gambar di bawah gambar lain")


def _over(page: pypdfium2.PdfPage) -> Iterator[tuple[pypdfium2.PdfImage, Box]]:
    """Pictures that lie over an earlier one, and where."""
    plane, earlier = pages.Plane(page), list[Box]()
    width, height = (side * _DPI / pages.POINTS for side in page.get_size())
    for one in page.get_objects(max_depth=1):
        if isinstance(one, pypdfium2.PdfImage):
            box = plane.box(*one.get_bounds())
            both = [seen.within(box, other) for other in earlier]
            wide = [
                shared
                for shared in both
                if (shared.right - shared.left) * width >= LEGIBLE[0]
                and (shared.bottom - shared.top) * height >= LEGIBLE[1]
            ]
            if wide and _is_opaque(one):
                yield one, reduce(Box.joined, wide)
            earlier.append(box)


def _is_opaque(one: pypdfium2.PdfImage) -> bool:
    """Whether hardly anything is seen through a picture."""
    drawn = one.get_bitmap(render=True).to_pil()
    if "A" not in drawn.getbands():
        return True
    return bool(drawn.getchannel("A").histogram()[255] >= _OPAQUE * drawn.width * drawn.height)


def _letters(words: set[str]) -> int:
    return sum(map(len, words))
