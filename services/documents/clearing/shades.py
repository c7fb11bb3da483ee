"""Words in a picture that differ from what is around them, but not for the eye: see-through, or of the same colour.

What is told apart is drawn black on white and read. Words that the reader is sure of, and that it does not read in the
picture as people see it, are hidden there. Logos, photographs and the noise of a scan hold none.
"""

from collections.abc import Iterator
from functools import reduce

from PIL import Image, ImageChops

from services.documents.clearing import cells, pages, reading
from services.documents.gate.domain.findings import Finding, Kind

LEGIBLE = (80, 10)  # points: no picture that is narrower or lower holds a number that people can read
_READ_SIDE = 2400  # points of what is read: A4 at 200 dpi
_WITH_LOSS = ("JPEG", "MPO")  # in which every colour comes near to others
_SEEN_THROUGH = 16  # of 255: what covers less than this is not seen
LEAST = 8  # letters that are hidden in words; fewer are what a reader sees in dust
_FAINT_SHARES = (0.0002, 0.3)  # of the points that nearly have the colour of the ground: fewer are dust, more are noise
Layer = tuple[str, Image.Image]  # why it is not seen, and what is there


def look(shown: Image.Image, where: str) -> Iterator[Finding]:
    """Hidden words in a picture as it was opened; none are looked for in what was packed with loss, nor in most scans.

    Raises:
        OSError, ValueError: it cannot be read.
    """
    scanned = shown.format == "TIFF" and shown.mode != "P"
    if scanned or shown.format in _WITH_LOSS or shown.width < LEGIBLE[0] or shown.height < LEGIBLE[1]:
        return
    longest = max(shown.size)
    if longest > pages.LARGEST_SIDE:  # points are left out, none are mixed
        sides = [max(1, side * pages.LARGEST_SIDE // longest) for side in shown.size]
        shown = shown.resize((sides[0], sides[1]), Image.Resampling.NEAREST)
    flat = pages.flat(shown)
    for why, layer in (*_beneath(shown), *_holes(shown), *_twins(shown), *_faint(flat)):
        try:
            words = _words(layer)
            if sum(map(len, words)) >= LEAST and sum(map(len, words - _words(legible(shown)))) >= LEAST:
                yield Finding(Kind.HIDDEN_TEXT, where, why)
        except reading.NoReader:
            yield Finding(Kind.UNREAD, where, why)


def _words(shown: Image.Image) -> set[str]:
    smaller = shown.copy()
    smaller.thumbnail((_READ_SIDE, _READ_SIDE))
    return reading.surely(smaller)


def legible(shown: Image.Image) -> Image.Image:
    """A picture as people see it; on black paper where nothing of it is seen on white."""
    on_white = pages.flat(shown)
    low, high = _extremes(on_white.convert("L"))
    return on_white if high - low > cells.CONTRAST else pages.flat(shown, "black")


def _beneath(shown: Image.Image) -> Iterator[Layer]:
    """The colours of points that are seen through."""
    if not shown.has_transparency_data:
        return
    colours = shown.convert("RGBA")
    hidden = colours.getchannel("A").point([255] * _SEEN_THROUGH + [0] * (256 - _SEEN_THROUGH))
    grey = colours.convert("RGB").convert("L")
    low, high = _extremes(grey, hidden)
    if high - low > cells.CONTRAST:
        layer = Image.new("L", grey.size, _usual(grey, hidden))
        layer.paste(grey, mask=hidden)
        yield "warna di bawah bagian yang tembus pandang", layer


def _holes(shown: Image.Image) -> Iterator[Layer]:
    """What is seen through and what is not: letters that are holes show on dark paper alone."""
    if shown.has_transparency_data:
        covering = shown.convert("RGBA").getchannel("A")
        low, high = _extremes(covering)
        if high - low > cells.CONTRAST:
            yield "bentuk bagian yang tembus pandang", covering


def _twins(shown: Image.Image) -> Iterator[Layer]:
    """Points of a palette that have the colour of others under another number."""
    if shown.mode != "P":
        return
    palette = shown.getpalette("RGB") or []
    numbers = sorted(shown.getcolors() or [], reverse=True)  # the usual ones first
    known, others = set[tuple[int, ...]](), set[int]()
    for _, number in numbers:
        colour = tuple(palette[3 * int(str(number)) :][:3])
        if colour in known:
            others.add(int(str(number)))
        known.add(colour)
    if others:
        raw = Image.frombytes("L", shown.size, shown.tobytes())
        yield "satu warna dengan dua nomor palet", raw.point([0 if n in others else 255 for n in range(256)])


def _faint(flat: Image.Image) -> Iterator[Layer]:
    """Points that nearly have the colour of most."""
    near, same = list[Image.Image](), list[Image.Image]()
    for band in flat.split():
        counts = band.histogram()
        usual = counts.index(max(counts))
        near.append(band.point([255 * (abs(value - usual) <= cells.CONTRAST) for value in range(256)]))
        same.append(band.point([255 * (value == usual) for value in range(256)]))
    faint = ImageChops.subtract(reduce(ImageChops.darker, near), reduce(ImageChops.darker, same))
    share = faint.histogram()[255] / (flat.width * flat.height)
    if _FAINT_SHARES[0] < share < _FAINT_SHARES[1]:
        yield "hampir sewarna dengan latarnya", ImageChops.invert(faint)


def _extremes(grey: Image.Image, where: Image.Image | None = None) -> tuple[int, int]:
    """The darkest and the lightest of all points, or of some; one and the same where there are none."""
    there = [value for value, count in enumerate(grey.histogram(where)) if count] or [0]
    return there[0], there[-1]


def _usual(grey: Image.Image, where: Image.Image) -> int:
    """The grey that most of some points have."""
    counts = grey.histogram(where)
    return counts.index(max(counts))
