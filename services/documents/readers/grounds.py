"""Which words of a DOCX text have the colour of what they stand on: a marker, a paragraph, a cell, a box, or paper.

Words without a colour stand out from paragraphs, cells and boxes by themselves, as Word shows them; under a marker they
are black. What a style of tables or a theme makes of cells and boxes is not known here, so they count as paper.
"""

import re
from collections.abc import Mapping
from typing import NamedTuple
from xml.etree.ElementTree import Element

from services.documents.readers.cells import is_alike

_BLACK, _WHITE = "000000", "FFFFFF"
_ANY = "any"  # in the place of an ink: whatever stands out
_UNSTYLED, _USUAL = "", "\0"  # in the place of the name of a style: of paragraphs that name none, of all letters
_DEEPEST = 50  # styles, each based on the next
# The markers of Word (ST_HighlightColor) as RRGGBB.
_MARKERS = {
    "black": _BLACK, "white": _WHITE, "yellow": "FFFF00", "green": "00FF00", "cyan": "00FFFF", "magenta": "FF00FF",
    "blue": "0000FF", "red": "FF0000", "darkBlue": "000080", "darkCyan": "008080", "darkGreen": "008000",
    "darkMagenta": "800080", "darkRed": "800000", "darkYellow": "808000", "darkGray": "808080", "lightGray": "C0C0C0",
}  # fmt: skip
_RGB = re.compile(r"#?([0-9A-Fa-f]{6})\b.*")
_GROUNDED = {"tc": "tcPr/shd", "tbl": "tblPr/shd", "wsp": "spPr/solidFill/srgbClr", "sp": "spPr/solidFill/srgbClr"}
_OLD_SHAPES = {"shape", "rect", "roundrect", "oval"}


class Look(NamedTuple):
    """The colours of words and of what they stand on, as RRGGBB; nothing where it is not said."""

    ink: str = ""
    ground: str = ""

    def over(self, around: "Look") -> "Look":
        """This look, and where it does not say, the one around it."""
        return Look(self.ink or around.ink, self.ground or around.ground)


def pale(tree: Element, sheet: Element | None) -> set[Element]:
    """The runs of text in a part that have the colour of their ground; `sheet` is the part with its styles."""
    styles = _styles(sheet)
    found, waiting = set[Element](), [(tree, Look(_ANY, _WHITE))]
    while waiting:
        one, around = waiting.pop()
        own = _look(one, styles)
        look = own.over(around)
        if one.tag == "r" and own.ground and look.ink == _ANY:
            look = look._replace(ink=_BLACK)
        if one.tag == "r" and look.ink != _ANY and is_alike(look.ink, look.ground):
            found.add(one)
        waiting += [(child, look) for child in one]
    return found


def _look(one: Element, styles: Mapping[str, Look]) -> Look:
    """What an element says of how words in it look."""
    if one.tag == "p":
        around = one.find("pPr")
        style = styles.get(_value(around, "pStyle") or _UNSTYLED, Look())
        return Look(ground=_shade(around)).over(style).over(styles.get(_USUAL, Look())).over(Look(_ANY))
    if one.tag == "r":
        looks = one.find("rPr")
        return _written(looks).over(styles.get(_value(looks, "rStyle") or "", Look()))
    if one.tag in _OLD_SHAPES and one.get("filled") not in ("f", "false"):
        return Look(ground=_rgb(one.get("fillcolor", "")) or _WHITE)
    said = one.find(_GROUNDED[one.tag]) if one.tag in _GROUNDED else None
    return Look() if said is None else Look(ground=_rgb(said.get("val", "")) or _fill(said))


def _written(looks: Element | None) -> Look:
    """What looks of letters say."""
    if looks is None:
        return Look()
    marker = _value(looks, "highlight")
    return Look(_ink(looks), _MARKERS.get(marker, "") if marker else _shade(looks))


def _ink(looks: Element) -> str:
    color = looks.find("color")
    if color is None:
        return ""
    if color.get("val", "auto") == "auto":
        return _WHITE if color.get("themeColor") in ("background1", "light1") else _ANY
    return _rgb(color.get("val", ""))


def _shade(looks: Element | None) -> str:
    shade = None if looks is None else looks.find("shd")
    return "" if shade is None else _fill(shade)


def _fill(shade: Element) -> str:
    """The colour of a shade: one that a pattern covers whole is that of the pattern."""
    return _rgb(shade.get("color" if shade.get("val") == "solid" else "fill", ""))


def _rgb(said: str) -> str:
    match = _RGB.fullmatch(said)
    return match[1].upper() if match else ""


def _value(looks: Element | None, tag: str) -> str | None:
    said = None if looks is None else looks.find(tag)
    return None if said is None else said.get("val")


def _styles(sheet: Element | None) -> Mapping[str, Look]:
    """The looks of each style, that of paragraphs that name none, and that of all letters."""
    if sheet is None:
        return {}
    styles = {style.get("styleId", ""): style for style in sheet.iter("style")}
    found = {name: _based(style, styles) for name, style in styles.items()}
    for one in sheet.iter("rPrDefault"):
        found[_USUAL] = _written(one.find("rPr"))
    for name, style in styles.items():
        if style.get("type", "paragraph") == "paragraph" and style.get("default") in ("1", "true"):
            found[_UNSTYLED] = found[name]
    return found


def _based(style: Element | None, styles: Mapping[str, Element]) -> Look:
    """What a style says, and where it does not, those that it is based on."""
    look = Look()
    for _ in range(_DEEPEST):
        if style is None:
            break
        said = _written(style.find("rPr"))
        if said.ground and said.ink in ("", _ANY):
            said = said._replace(ink=_BLACK)
        look = look.over(said).over(Look(ground=_shade(style.find("pPr"))))
        style = styles.get(_value(style, "basedOn") or "")
    return look
