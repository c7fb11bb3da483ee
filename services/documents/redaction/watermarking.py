"""A paper to look at: its pages as pictures with a mark across that says for whom this copy was made, in PDF.

Runs in a confined child. Nothing of the file itself goes out, only what its pages show.
"""

import unicodedata
from io import BytesIO
from typing import Any, BinaryIO

import pypdfium2
from PIL import Image, ImageDraw, ImageFont

from services.documents.redaction import leaves

DPI = 110
MOST_PAGES = 60
_TILT = 30  # degrees
_INK, _RIM = (160, 0, 0, 120), (255, 255, 255, 110)  # red with a light rim: to be read on white and on black
_LINES = 5  # of words across a page
_QUALITY = 80  # of JPEG


def work(file: BinaryIO, *, media_type: str, words: str) -> tuple[dict[str, Any], bytes]:
    """The job of the child: how many pages the paper has, and the first sixty of them as PDF."""
    made = pypdfium2.PdfDocument.new()
    with leaves.opened(file, media_type) as found:
        for place in range(min(len(found), MOST_PAGES)):
            leaf = found[place]
            _add(made, marked(leaf.picture(DPI), words), leaf.size)
            leaf.close()
        out = BytesIO()
        made.save(out)
        return {"pages": len(found)}, out.getvalue()


def marked(picture: Image.Image, words: str) -> Image.Image:
    """A picture with words written slantwise across all of it, so that no part of it is without them."""
    side = int((picture.width**2 + picture.height**2) ** 0.5)
    font = ImageFont.load_default(max(12, round(side / 60)))
    layer = Image.new("RGBA", (side, side))
    pen = ImageDraw.Draw(layer)
    words = unicodedata.normalize("NFKD", words).encode("ascii", "ignore").decode()  # all that the font knows
    line = "     ".join([words] * (1 + round(side / pen.textlength(words, font))))
    for row in range(_LINES * 2):
        pen.text(
            (-side // 7 * (row % 3), row * side / (_LINES * 2)), line, _INK, font, stroke_width=1, stroke_fill=_RIM
        )
    layer = layer.rotate(_TILT, Image.Resampling.BILINEAR)
    left, top = (side - picture.width) // 2, (side - picture.height) // 2
    shown = picture.convert("RGBA")
    shown.alpha_composite(layer.crop((left, top, left + picture.width, top + picture.height)))
    return shown.convert("RGB")


def _add(made: pypdfium2.PdfDocument, picture: Image.Image, size: tuple[float, float]) -> None:
    jpeg = BytesIO()
    picture.save(jpeg, "JPEG", quality=_QUALITY)
    image = pypdfium2.PdfImage.new(made)
    image.load_jpeg(jpeg, inline=True)
    image.set_matrix(pypdfium2.PdfMatrix().scale(*size))
    page = made.new_page(*size)
    page.insert_obj(image)
    page.gen_content()
    page.close()
