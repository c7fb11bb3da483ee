"""Boxes as people type and compare them: percent on the page, in fractions everywhere else. Pure functions."""

import re
from collections.abc import Iterable, Mapping, Sequence
from math import isfinite
from typing import Any, NamedTuple, cast

from gateway.backends.shapes.documents import Box, Found

_PERCENT = re.compile(r"\d{1,3}([.,]\d{1,3})?")
_PAGES = re.compile(r"(\d{1,4})(?:[-–](\d{1,4}))?")
SIDES = ("x", "y", "width", "height")
SPARE = 1e-6  # of a page: what rounding may take from a box


class Typed(NamedTuple):
    """What somebody typed into the form of a box, and what is plainly wrong with it, by field."""

    box: Box | None
    faults: dict[str, str]


class Hit(NamedTuple):
    """Something that was found, with all its places, and whether boxes cover it already."""

    places: tuple[Found, ...]
    covered: bool


def percent(fraction: float) -> str:
    """Return a fraction as people here write percent: 0.125 is `12,5`."""
    return f"{fraction * 100:.2f}".rstrip("0").rstrip(".").replace(".", ",")


def typed(form: Mapping[str, str], page: int) -> Typed:
    """Return the box of a form: `x`, `y`, `width` and `height` in percent, `ground`, `act`, `note`."""
    faults = {side: "redact.fault.percent" for side in SIDES if not _PERCENT.fullmatch(form.get(side, "").strip())}
    if not form.get("ground"):
        faults["ground"] = "redact.fault.ground"
    if faults:
        return Typed(None, faults)
    x, y, width, height = (float(form[side].strip().replace(",", ".")) / 100 for side in SIDES)
    act, note = (form.get(name, "").strip() or None for name in ("act", "note"))
    box = Box(page=page, x=x, y=y, width=width, height=height, ground=form["ground"], act=act, note=note, words=None)
    return Typed(box, {})


def pages_of(said: str, last: int) -> list[int] | None:
    """Return the pages that somebody named as people do, `2-5, 7`, in order; None where these are no pages up to
    `last`.
    """
    pages: set[int] = set()
    for part in re.split(r"[,;\s]+", re.sub(r"\s*([-–])\s*", r"\1", said.strip())):
        named = _PAGES.fullmatch(part)
        if part and not named:
            return None
        if named:
            first, end = int(named[1]), int(named[2] or named[1])
            if not 1 <= first <= end <= last:
                return None
            pages.update(range(first, end + 1))
    return sorted(pages)


def taken(value: str, ground: str) -> list[Box]:
    """Return the boxes of a hit as its tick on the page carries it: `page x y width height`, several with `;` between,
    and behind a `#` the words that were asked for.

    Raises:
        ValueError: no page of ours wrote this.
    """
    places, _, words = value.partition("#")
    return [_box(place.split(), ground, words or None) for place in places.split(";")]


def carried(hit: Hit) -> str:
    """Return a hit as its tick on the page carries it."""
    places = ";".join(f"{one['page']} {one['x']} {one['y']} {one['width']} {one['height']}" for one in hit.places)
    words = hit.places[0]["words"]
    return f"{places}#{words}" if words else places


def hits(found: Iterable[Found], boxes: Sequence[Box]) -> list[Hit]:
    """Return what was found, line by line of it put together again."""
    groups: dict[int, list[Found]] = {}
    for one in found:
        groups.setdefault(one["group"], []).append(one)
    return [Hit(tuple(places), all(_covered(place, boxes) for place in places)) for places in groups.values()]


def differences(before: Sequence[Box], after: Sequence[Box]) -> tuple[list[Box], list[Box]]:
    """Which boxes came and which went."""
    return [one for one in after if one not in before], [one for one in before if one not in after]


def where(pointer: str) -> tuple[int, str]:
    """Which box or mask of a list, and which of its fields, a service objects to: `/boxes/3/act`; -1 for none.

    The longest way a service speaks of a box has its place first.
    """
    parts = pointer.strip("/").split("/")
    if len(parts) < 2 or parts[0] not in ("boxes", "masks") or not parts[1].isdigit():
        return -1, ""
    return int(parts[1]), parts[2] if len(parts) > 2 else "width"


def read(said: Any) -> list[Box]:
    """Return the list that the page's script sends; documents judges what is in it.

    Raises:
        ValueError: it is no list of boxes.
    """
    if not isinstance(said, list) or not all(isinstance(one, dict) for one in said):
        raise ValueError("no list of boxes")
    return said


def _box(place: Sequence[str], ground: str, words: str | None) -> Box:
    page, x, y, width, height = place
    if not all(isfinite(float(side)) for side in (x, y, width, height)):
        raise ValueError("no place on a page")
    sides = {"x": float(x), "y": float(y), "width": float(width), "height": float(height)}
    return cast(Box, {"page": int(page), **sides, "ground": ground, "act": None, "note": None, "words": words})


def _covered(place: Found, boxes: Sequence[Box]) -> bool:
    return any(
        box["page"] == place["page"]
        and box["x"] <= place["x"] + SPARE
        and box["y"] <= place["y"] + SPARE
        and box["x"] + box["width"] >= place["x"] + place["width"] - SPARE
        and box["y"] + box["height"] >= place["y"] + place["height"] - SPARE
        for box in boxes
    )
