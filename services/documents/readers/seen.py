"""Whether what can be copied from a page can also be seen on it.

A letter whose place on the picture has but one colour is not to be seen there: it lies under a box, is as white as the
paper, is switched off with its layer, or was never drawn. That holds whatever the trick is. Two cases need more: a
picture laid over letters has many colours of its own, and a picture under a box has no letters at all.
"""

from typing import Any

import pypdfium2
import pypdfium2.raw as pdfium
from PIL import Image

from services.documents.readers import cells, pages
from services.documents.readers.pages import Box

CONTRAST = cells.CONTRAST
_LOOKED_THROUGH = 20  # letters on a page with pictures that make it more than a scan
_PICTURE_SHARE = 0.02  # of the page: smaller pictures are ornaments


def is_picture(page: pypdfium2.PdfPage) -> bool:
    """Whether a page is a picture that may hold words."""
    plane, text = pages.Plane(page), page.get_textpage()
    large = any(
        _share(plane.box(*one.get_bounds())) > _PICTURE_SHARE
        for one in page.get_objects(max_depth=1)
        if one.type in (pdfium.FPDF_PAGEOBJ_IMAGE, pdfium.FPDF_PAGEOBJ_FORM)
    )
    few = sum(letter.isalnum() for letter in text.get_text_bounded()) < _LOOKED_THROUGH
    text.close()
    return large and few


def contrast(shown: Image.Image, area: tuple[int, int, int, int]) -> int:
    """The widest difference of any colour within an area of a picture, from 0 to 255."""
    bands: Any = shown.crop(area).getextrema()  # a pair for each band; the pair alone where there is but one
    if shown.mode == "L":
        return int(bands[1]) - int(bands[0])
    return max(int(high) - int(low) for low, high in bands)


def _share(box: Box) -> float:
    return max(0.0, box.right - box.left) * max(0.0, box.bottom - box.top)
