"""A sheet of paper as somebody photographs it by hand: askew, a little blurred, with the grain of a small camera."""

import io
import random
from collections.abc import Mapping
from functools import cache
from typing import NamedTuple

from PIL import Image, ImageDraw, ImageFilter

SIZE = (1654, 2339)  # pixels: A4 at 200 dpi
_WORDS = [
    "kegiatan", "penyelenggaraan", "pemilihan", "umum", "dilaksanakan", "oleh", "panitia", "pemungutan", "suara",
    "tingkat", "kelurahan", "dengan", "berpedoman", "kepada", "peraturan", "yang", "berlaku", "serta", "keputusan",
]  # fmt: skip
_LEFT, _TOP, _PITCH, _LINES, _LETTERS = 160, 160, 46, 43, 30
_INK = 30


class Photo(NamedTuple):
    """A JPEG, and where the ink of each number is seen on it, in pixels: left, top, right, bottom."""

    content: bytes
    size: tuple[int, int]
    numbers: Mapping[str, tuple[int, int, int, int]]


@cache
def photographed(degrees: float, seed: int = 1) -> Photo:
    """A page of prose with a NIK on every second line, turned counterclockwise by so much."""
    chance, sheet, numbers = random.Random(seed), _paper(), dict[str, tuple[int, int, int, int]]()
    pen = ImageDraw.Draw(sheet)
    for line in range(_LINES):
        at = (_LEFT, _TOP + line * _PITCH)
        if line % 2:
            pen.text(at, " ".join(chance.choices(_WORDS, k=8)), fill=_INK, font_size=_LETTERS)
            continue
        number = f"327601{chance.randint(1, 28):02d}{chance.randint(1, 12):02d}{chance.randint(60, 99)}{line + 1:04d}"
        before = " ".join([*chance.choices(_WORDS, k=3), "NIK "])
        pen.text(at, f"{before}{number} {chance.choice(_WORDS)}", fill=_INK, font_size=_LETTERS)
        alone = _paper()
        left = _LEFT + pen.textlength(before, font_size=_LETTERS)
        ImageDraw.Draw(alone).text((left, at[1]), number, fill=_INK, font_size=_LETTERS)
        bounds = _turned(alone, degrees).point(lambda shade: 255 * (shade < 128)).getbbox()
        assert bounds is not None
        numbers[number] = bounds
    shown = _turned(sheet, degrees).filter(ImageFilter.GaussianBlur(0.8))
    shown = Image.blend(shown, Image.effect_noise(shown.size, 28), 0.12)
    out = io.BytesIO()
    shown.save(out, "JPEG", quality=60)
    return Photo(out.getvalue(), shown.size, numbers)


def _paper() -> Image.Image:
    return Image.new("L", SIZE, "white")


def _turned(sheet: Image.Image, degrees: float) -> Image.Image:
    return sheet.rotate(degrees, Image.Resampling.BICUBIC, expand=True, fillcolor=255)
