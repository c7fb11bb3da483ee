"""Photographs of a number under a marker that hardly lets through what lies behind, and of the same marker alone."""

import io
from collections.abc import Iterator
from typing import NamedTuple

from PIL import Image, ImageChops, ImageDraw, ImageFilter, ImageFont

from tests.corpora.leaking_pdfs import SECRET

_SIZE = (900, 420)
_INKS = {"black": (0, 0, 0), "blue": (0, 0, 90), "red": (200, 20, 20), "white": (255, 255, 255), "grey": (120,) * 3}
_COVERS = (0.9, 0.93, 0.96)
_HEIGHTS = (24, 60)  # of a letter, in points
Place = tuple[int, int, int, int]


class Marked(NamedTuple):
    """A photograph, where on it the number lies under the marker, and the shape of that number."""

    photo: bytes
    place: Place
    shape: Image.Image


def photographs() -> Iterator[tuple[str, Marked]]:
    """Thirty photographs, by what they are of."""
    for name, ink in _INKS.items():
        for cover in _COVERS:
            for height in _HEIGHTS:
                yield f"{name} that covers {cover:.0%}, letters of {height} points", marked(ink, cover, height)


def marked(ink: tuple[int, ...], cover: float, height: int, noise: int = 6) -> Marked:
    """A card in uneven light, seen by a camera with some noise, marked and packed with loss."""
    light = Image.linear_gradient("L").resize(_SIZE).point([200 + level * 40 // 255 for level in range(256)])
    shown, shape = Image.merge("RGB", [light] * 3), Image.new("L", _SIZE)
    ImageDraw.Draw(shape).text((70, 210), SECRET, 255, ImageFont.load_default(height))
    place = shape.getbbox() or (0, 0, 0, 0)
    shown.paste((20, 20, 25), mask=shape)
    ImageDraw.Draw(shown).text((70, 60), "Berita acara", (30, 30, 40), ImageFont.load_default(48))
    grain = Image.merge("RGB", [Image.effect_noise(_SIZE, noise * 2)] * 3)
    shown = ImageChops.add(shown.filter(ImageFilter.GaussianBlur(0.6)), grain, 1, -128)
    rim, over = height // 3, Image.new("L", _SIZE)
    ImageDraw.Draw(over).rectangle((place[0] - rim, place[1] - rim, place[2] + rim, place[3] + rim), round(255 * cover))
    out = io.BytesIO()
    Image.composite(Image.new("RGB", _SIZE, ink), shown, over).save(out, "JPEG", quality=88)
    return Marked(out.getvalue(), place, shape)
