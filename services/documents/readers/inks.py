"""Which words of an OpenDocument text no eye sees, since they have the colour of their ground or no size to speak of.

What a style does not say it has from the style that it is based on, at last from the usual one of its kind; and words
stand on the ground of whatever is nearest around them. Where that is a picture or a slope of colours, nobody knows it.
"""

import re
from collections.abc import Iterator, Mapping
from typing import NamedTuple
from xml.etree.ElementTree import Element

from services.documents.readers.cells import is_alike

_WHITE = "FFFFFF"
_SMALLEST = 3.0  # points: smaller letters are dots
_USUAL_SIZE = 12.0  # points
_DEEPEST = 50  # styles, each based on the next
_SIZE = re.compile(r"([\d.]+)(pt|%|in|cm|mm|px)")
_POINTS = {"pt": 1.0, "in": 72.0, "cm": 28.35, "mm": 2.835, "px": 0.75}
_COLOUR = re.compile(r"#[0-9A-Fa-f]{6}")
_FAMILIES = {  # which kind of style an element names
    "p": "paragraph", "h": "paragraph", "span": "text", "a": "text", "table-cell": "table-cell", "table": "table",
    "table-row": "table-row", "section": "section", "frame": "graphic", "custom-shape": "graphic", "rect": "graphic",
    "ellipse": "graphic", "polygon": "graphic", "path": "graphic",
}  # fmt: skip
_SHAPES = {"custom-shape", "rect", "ellipse", "polygon", "path"}  # filled unless they say otherwise
# In the place of a colour: what stands out from any ground, or is seen through; a ground that nobody knows, or none.
_ANY, _CLEAR, _UNKNOWN, _NO = "any", "clear", "unknown", "no"


class Looks(NamedTuple):
    """How words look: their colour and that of their ground as RRGGBB, or what stands for it, and points of size."""

    ink: str = _ANY
    ground: str = _WHITE
    size: float = _USUAL_SIZE


class Style(NamedTuple):
    """What a style says by itself of ink, ground and size; nothing where it does not."""

    parent: str = ""
    ink: str = ""
    ground: str = ""
    size: str = ""


Styles = Mapping[tuple[str, str], Style]


def unseen(part: Element, common: Element | None) -> set[Element]:
    """The elements of a part right within which words are not to be seen.

    Args:
        part: the part, with styles of its own. common: the part with the styles that all parts share.
    """
    lists = [common.find("styles") if common is not None else None, part.find("automatic-styles")]
    styles = {key: style for tree in lists if tree is not None for key, style in _styles(tree)}
    found, waiting = set[Element](), [(part, Looks(), False)]
    while waiting:
        one, looks, is_within = waiting.pop()
        if one.tag in _FAMILIES:
            looks = _worn(looks, one, styles)
        is_within = is_within or one.tag in ("p", "h")
        said = (one.text, *(child.tail for child in one)) if is_within else ()
        if _is_faint(looks) and any(text and text.strip() for text in said):
            found.add(one)
        waiting += [(child, looks, is_within) for child in one]
    return found


def _is_faint(looks: Looks) -> bool:
    alike = looks.ground != _UNKNOWN and looks.ink != _ANY and is_alike(looks.ink, looks.ground)
    return looks.size < _SMALLEST or looks.ink == _CLEAR or alike


def _worn(around: Looks, one: Element, styles: Styles) -> Looks:
    """How words within an element look, given how those around it do."""
    family, name = _FAMILIES[one.tag], one.get("style-name", "")
    ink = ground = size = ""
    for _ in range(_DEEPEST):
        style = styles.get((family, name), Style())
        ink, ground, size = ink or style.ink, ground or style.ground, size or style.size
        if not name:
            break
        name = style.parent
    if not ground and one.tag in _SHAPES:
        ground = _UNKNOWN
    return Looks(ink or around.ink, around.ground if ground in ("", _NO) else ground, _points(size, around.size))


def _points(size: str, around: float) -> float:
    match = _SIZE.fullmatch(size)
    if match is None:
        return around
    return float(match[1]) * (around / 100 if match[2] == "%" else _POINTS[match[2]])


def _styles(tree: Element) -> Iterator[tuple[tuple[str, str], Style]]:
    for one in tree:
        if one.tag in ("style", "default-style"):
            yield (one.get("family", ""), one.get("name", "")), _style(one)


def _style(one: Element) -> Style:
    ink = ground = size = ""
    for said in one:
        if said.tag == "text-properties":
            ink, size = _ink(said), said.get("font-size", "")
        ground = _ground(said) or ground
    return Style(one.get("parent-style-name", ""), ink, ground, size)


def _ink(said: Element) -> str:
    if said.get("use-window-font-color") == "true":
        return _ANY
    colour = _colour(said.get("color", ""))
    return _CLEAR if colour and said.get("opacity") == "0%" else colour


def _ground(said: Element) -> str:
    fill = said.get("fill", "")
    if fill in ("", "none"):
        return _colour(said.get("background-color", "")) or (_NO if fill else "")
    return (_colour(said.get("fill-color", "")) if fill == "solid" else "") or _UNKNOWN


def _colour(said: str) -> str:
    return said[1:].upper() if _COLOUR.fullmatch(said) else ""
