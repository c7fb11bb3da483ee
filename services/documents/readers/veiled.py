"""Words of a DOCX text that no reader sees for where they stand: in folded rows, in other forms, off the page."""

import re
from xml.etree.ElementTree import Element

_KNOWN = {"wps", "wpg", "wpc", "wpi", "w14", "w15", "w16", "w16se", "wp14", "a14", "cx", "cx1", "am3d", "aink", "c14"}
_FOLDED = re.compile(r"visibility\s*:\s*hidden|display\s*:\s*none|mso-hide\s*:\s*all", re.IGNORECASE)
_LOWEST = 40  # twentieths of a point: rows and lines that are lower show nothing
_NARROWEST = 10  # hundredths of a letter's width
_FAR = 14_000  # twentieths of a point: wider than a page
_FAR_OFF = 20_000_000  # English metric units (914,400 an inch): beyond any page


def is_unseen(one: Element) -> bool:
    """Whether nothing of an element is shown: it takes no room, stands off its page, or is for programs of others."""
    if one.tag == "Choice":
        return not set(one.get("Requires", "").split()) <= _KNOWN
    looks = one.find("pPr") if one.tag == "p" else one if one.tag == "anchor" else None
    return _is_folded(one) or (looks is not None and any(map(_is_far, looks.iter())))


def _is_folded(one: Element) -> bool:
    """Whether a row, a paragraph, a run or a drawing is there and takes no room."""
    match one.tag:
        case "tr":
            looks = one.find("trPr")
            return looks is not None and (_is_on(looks.find("hidden")) or _is_flat(looks.find("trHeight"), "val"))
        case "p":
            looks = one.find("pPr")
            line = None if looks is None else looks.find("spacing")
            return line is not None and line.get("lineRule") == "exact" and float(line.get("line", "240")) < _LOWEST
        case "r":
            width = one.find("rPr/w")
            return width is not None and float(width.get("val", "100").rstrip("%")) < _NARROWEST
        case "anchor" | "inline":
            named = one.find("docPr")
            return named is not None and named.get("hidden") in ("1", "true")
    return bool(_FOLDED.search(one.get("style", "")))


def _is_on(one: Element | None) -> bool:
    return one is not None and one.get("val", "true") not in ("0", "false")


def _is_flat(one: Element | None, size: str) -> bool:
    return one is not None and one.get("hRule") == "exact" and float(one.get(size, "240")) < _LOWEST


def _is_far(one: Element) -> bool:
    """Whether something stands beyond the edges of its page."""
    match one.tag:
        case "ind":
            return any(abs(float(one.get(side, "0"))) > _FAR for side in ("left", "start", "firstLine"))
        case "framePr":
            return any(abs(float(one.get(side, "0"))) > _FAR for side in ("x", "y"))
        case "posOffset":
            return abs(float(one.text or "0")) > _FAR_OFF
    return False
