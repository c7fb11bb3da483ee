"""Words in a picture that differ from what is around them, but not for the eye: see-through, or of the same colour.

What is told apart is drawn black on white and read. Words that the reader is sure of, and that it does not read in the
picture as people see it, are hidden there. Logos, photographs and the noise of a scan hold none.
"""

from PIL import Image

from services.documents.readers import cells, pages


def legible(shown: Image.Image) -> Image.Image:
    """A picture as people see it; on black paper where nothing of it is seen on white."""
    on_white = pages.flat(shown)
    low, high = _extremes(on_white.convert("L"))
    return on_white if high - low > cells.CONTRAST else pages.flat(shown, "black")


def _extremes(grey: Image.Image, where: Image.Image | None = None) -> tuple[int, int]:
    """The darkest and the lightest of all points, or of some; one and the same where there are none."""
    there = [value for value, count in enumerate(grey.histogram(where)) if count] or [0]
    return there[0], there[-1]
