"""Making flat what nobody sees: a stretch of a picture within which hardly anything differs.

Behind a nearly opaque marker, and in letters of nearly the colour of their paper, differences are left that a stretch
of contrast brings back. Wherever a small square holds no difference that is to be seen, whatever is narrower than the
square is taken out of it (a closing and an opening, as picture processing calls them). Edges that are to be seen, and
slow changes of light as in a sky, stay.
"""

from collections.abc import Callable
from functools import reduce

from PIL import Image, ImageChops

CONTRAST = 28  # of 255 in any colour: less is not to be seen
_DARK, _LESS = 64, 0.75  # in the dark eyes tell apart less
_SQUARE = 6  # points of a picture that is drawn down to a half, a quarter, an eighth, ...
_LARGEST_SQUARE = 1 / 25  # of the longer side
_SEEN = [round(level * _LESS) if level < _DARK else level - round(_DARK * (1 - _LESS)) for level in range(256)]
_CALM = [255] * CONTRAST + [0] * (256 - CONTRAST)
Pick = Callable[[Image.Image, Image.Image], Image.Image]


def flat(shown: Image.Image) -> Image.Image:
    """A picture in colour or grey without what is not to be seen in it."""
    light, dark = _drawn_down(shown, 2, ImageChops.lighter), _drawn_down(shown, 2, ImageChops.darker)
    where, step = Image.new("L", light.size), 1
    while step == 1 or step * _SQUARE <= max(light.size) * _LARGEST_SQUARE:
        levelled, calm = _levelled(
            _drawn_down(light, step, ImageChops.lighter), _drawn_down(dark, step, ImageChops.darker)
        )
        mask = _drawn_up(calm, light.size, step, smooth=False)
        for one in (light, dark):
            one.paste(_drawn_up(levelled, light.size, step), mask=mask)
        where.paste(255, mask=mask)
        step *= 2
    return Image.composite(_drawn_up(light, shown.size, 2), shown, _drawn_up(where, shown.size, 2, smooth=False))


def _levelled(light: Image.Image, dark: Image.Image) -> tuple[Image.Image, Image.Image]:
    """The picture without what is narrower than a square, and where squares are calm, so that this holds."""
    lightest, darkest = _squares(light, ImageChops.lighter), _squares(dark, ImageChops.darker)
    bands = len(light.getbands())
    apart = ImageChops.subtract(lightest.point(_SEEN * bands), darkest.point(_SEEN * bands))
    starts = reduce(ImageChops.lighter, apart.split()).point(_CALM)
    calm = Image.new("L", light.size)  # of squares that end beyond the edge nothing is known
    calm.paste(starts.crop((0, 0, max(0, light.width - _SQUARE + 1), max(0, light.height - _SQUARE + 1))))
    ground = _without(lightest, ImageChops.darker, ImageChops.lighter)
    ink = _without(darkest, ImageChops.lighter, ImageChops.darker)
    return ImageChops.blend(ground, ink, 0.5), _squares(calm, ImageChops.lighter, back=True)


def _without(picked: Image.Image, back: Pick, pick: Pick) -> Image.Image:
    """The picture without narrow things, both those that are darker and those that are lighter than what they lie on.

    Args:
        picked: the lightest or darkest of each square. back, pick: what undoes that, and what picked it.
    """
    first = _squares(picked, back, back=True)
    return _squares(_squares(first, back), pick, back=True)


def _drawn_up(small: Image.Image, size: tuple[int, int], step: int, *, smooth: bool = True) -> Image.Image:
    """A picture that was drawn down, as large as it was."""
    way = Image.Resampling.BILINEAR if smooth else Image.Resampling.NEAREST
    return small.resize((small.width * step, small.height * step), way).crop((0, 0, *size))


def _drawn_down(shown: Image.Image, step: int, pick: Pick) -> Image.Image:
    """One point for each square of `step` points: the lightest or the darkest of them."""
    width, height = (-(-side // step) * step for side in shown.size)
    if (width, height) != shown.size:  # the last ones once more, up to a whole square
        whole = Image.new(shown.mode, (width, height))
        whole.paste(shown.resize((width, height), Image.Resampling.NEAREST))
        whole.paste(shown)
        shown = whole
    while step > 1:
        picked = reduce(pick, (_every_second(shown, x, y) for x in (0, 1) for y in (0, 1)))
        shown, step = picked, step // 2
    return shown


def _every_second(shown: Image.Image, left: int, top: int) -> Image.Image:
    half, right, bottom = (shown.width // 2, shown.height // 2), shown.width - 1 + left, shown.height - 1 + top
    return shown.resize(half, Image.Resampling.NEAREST, box=(left, top, right, bottom))


def _squares(shown: Image.Image, pick: Pick, *, back: bool = False) -> Image.Image:
    """For each point the lightest or darkest of the square that starts (or, going back, ends) at it."""
    way = 1 if back else -1
    for move in (1, 2, _SQUARE - 4):
        shown = pick(shown, ImageChops.offset(shown, way * move, 0))
    for move in (1, 2, _SQUARE - 4):
        shown = pick(shown, ImageChops.offset(shown, 0, way * move))
    return shown
