"""How far a picture of writing lies askew, as a photo by hand does, and where what is read of it set straight stands.

Lines that lie level leave level gaps, so a picture is turned until its rows differ most from the ones next to them
(the profile of its projection). Readers find columns and lines by such gaps.
"""

import math
from itertools import pairwise

from PIL import Image, ImageOps

from services.documents.readers.pages import Box

_WIDTH = 600  # pixels of the smaller picture that is tried: a line of usual size is four high there
_MOST, _STEP, _FINE = 6.0, 1.0, 0.25  # degrees: to either side, from one try to the next, and around the best
_LEAST = 0.5  # degrees: less is no trouble to a reader
_CLEARLY = 1.2  # times as level as it was, or it is no writing that lies askew


def angle(grey: Image.Image) -> float:
    """By how many degrees, counterclockwise, a picture has to be turned to lie level; 0 where it nearly does."""
    small = ImageOps.invert(
        grey.resize((_WIDTH, max(1, round(grey.height * _WIDTH / grey.width))), Image.Resampling.BOX)
    )
    tries = [_STEP * number for number in range(-round(_MOST / _STEP), round(_MOST / _STEP) + 1)]
    near = max(tries, key=lambda turn: _levelness(small, turn))
    best = max((near + _FINE * number for number in range(-3, 4)), key=lambda turn: _levelness(small, turn))
    clearly = _levelness(small, best) > _CLEARLY * _levelness(small, 0.0)
    return best if abs(best) >= _LEAST and clearly else 0.0


def _levelness(small: Image.Image, turn: float) -> int:
    rows = small.rotate(turn, Image.Resampling.BILINEAR).resize((1, small.height), Image.Resampling.BOX).tobytes()
    return sum((one - other) ** 2 for one, other in pairwise(rows))


def straight(grey: Image.Image, turn: float) -> Image.Image:
    """A picture turned, with white around it."""
    return grey.rotate(turn, Image.Resampling.BICUBIC, expand=True, fillcolor=255)


def back(box: Box, turn: float, level: tuple[int, int], seen: tuple[int, int]) -> Box:
    """Where a box of the turned picture stands on the picture as it is seen: what holds all of it there.

    Args:
        level: the size of the turned picture in pixels. seen: that of the other.
    """
    across, down = math.cos(math.radians(turn)), math.sin(math.radians(turn))
    corners = [
        ((x - 0.5) * level[0], (y - 0.5) * level[1]) for x in (box.left, box.right) for y in (box.top, box.bottom)
    ]
    places = [(x * across - y * down, x * down + y * across) for x, y in corners]
    xs, ys = [0.5 + x / seen[0] for x, _ in places], [0.5 + y / seen[1] for _, y in places]
    return Box(max(0.0, min(xs)), max(0.0, min(ys)), min(1.0, max(xs)), min(1.0, max(ys)))
