"""What a DOCX text holds and does not show."""

from xml.etree.ElementTree import Element

from services.documents.readers import grounds
from services.documents.readers.packed import Package

UNSTYLED = ""  # the style of paragraphs that name none
_SMALLEST = 6  # half points: smaller letters are dots


def hiding_styles(package: Package) -> frozenset[str]:
    """The styles in which words are hidden, by themselves or by what they are based on."""
    sheet = package.xml("word/styles.xml")
    styles = [] if sheet is None else list(sheet.iter("style"))
    said = {style.get("styleId", ""): _hides(style) for style in styles}
    usual = [] if sheet is None else list(sheet.iter("rPrDefault"))
    bases = {style.get("styleId", ""): _value(style.find("basedOn")) for style in styles}
    hiding = {name for name, vanishes in said.items() if vanishes}
    while more := {name for name, base in bases.items() if base in hiding and said[name] is None} - hiding:
        hiding |= more
    own = {style.get("styleId", "") for style in styles if style.get("default") in ("1", "true")}
    return frozenset(hiding | ({UNSTYLED} if own & hiding or any(map(_hides, usual)) else set()))


def _hides(style: Element) -> bool | None:
    """Whether words in a style are not to be seen; None where the style does not say."""
    looks = style.find("rPr")
    if looks is None or _vanishes(looks) is not None:
        return _vanishes(looks)
    return True if _is_dots(looks) else None


def _vanishes(looks: Element | None) -> bool | None:
    """Whether words of these looks are hidden; None where the looks do not say."""
    found = [looks.find(tag) for tag in ("vanish", "specVanish")] if looks is not None else []
    said = [one.get("val", "true") not in ("0", "false") for one in found if one is not None]
    return any(said) if said else None


def is_in(one: Element, styles: frozenset[str]) -> bool:
    """Whether a paragraph or a run of text is in one of these styles."""
    looks = one.find("pPr" if one.tag == "p" else "rPr")
    named = None if looks is None else _value(looks.find("pStyle" if one.tag == "p" else "rStyle"))
    return (named or (UNSTYLED if one.tag == "p" else None)) in styles


def _value(one: Element | None) -> str | None:
    return None if one is None else one.get("val")


def unseen(tree: Element, package: Package) -> set[Element]:
    """The runs of a part that are hidden, as pale as what they stand on, or too small to see."""
    sheet = package.xml("word/styles.xml")
    return grounds.pale(tree, sheet) | {run for run in tree.iter("r") if _is_hidden(run)}


def _is_hidden(run: Element) -> bool:
    looks = run.find("rPr")
    return looks is not None and (bool(_vanishes(looks)) or _is_dots(looks))


def _is_dots(looks: Element) -> bool:
    """Whether words of these looks have no size to speak of."""
    size = _value(looks.find("sz"))
    return size is not None and float(size) < _SMALLEST
