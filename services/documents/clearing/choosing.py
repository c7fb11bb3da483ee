"""What a sheet's filters and its rules for typing say that no cell shows.

What a rule offers or asks is shown to whoever stands in its cell, as every form does it: it is searched for personal
data. What no program ever shows has no business there, and neither have the values of a filter that stand nowhere any
more: programs keep them when the cells are changed.
"""

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple
from xml.etree.ElementTree import Element

from services.documents.clearing import packed, seen
from services.documents.clearing.cells import area, letters, numbered, placed, text_of
from services.documents.gate.domain.findings import Finding, Kind

READ = ("autoFilter", "dataValidations")  # elements that nobody else has to read
_ON = ("1", "true")
_PIECE = re.compile(r"(?:~[~*?]|[^*?])+")  # what stands between signs for other letters
_EXACTLY = ("equal", "notEqual")
_YES_OR_NO = {"true", "false", "benar", "salah"}
_UNSHOWN = {  # by what a rule says, what it says only to whoever is shown it
    "showInputMessage": (("prompt", "promptTitle"), "petunjuk yang tidak ditampilkan"),
    "showErrorMessage": (("error", "errorTitle"), "pesan kesalahan yang tidak ditampilkan"),
}


class Column(NamedTuple):
    """What stands in a column: its texts, made plain, and whether there are numbers among them."""

    texts: frozenset[str]
    has_numbers: bool


def filters(
    tree: Element, sheet: Element, strings: Sequence[str], where: str, names: tuple[str, ...]
) -> Iterator[Finding]:
    """What the filters in a part say of the columns of a sheet.

    Args:
        tree: the sheet, or a table of it. sheet: the sheet. strings: the texts that the workbook shares.
        where: which sheet, in words. names: whom to look for.
    """
    for one in tree.iter("autoFilter"):
        left = area(one.get("ref", ""))[0]
        for told in one.iter("filterColumn"):
            place = left + int(told.get("colId", "0"))
            said = f"{where}, saringan kolom {letters(place)}"
            if tree is sheet:  # a table is a part of its own, and searched as such
                yield from seen.personally(packed.aside(told), said, names)
            if picked := _picked(told):
                column = _column(sheet, place, strings)
                if not all(_stands(value, column) for value in picked):
                    yield Finding(Kind.LEFTOVER, said, "nilai yang tidak ada di kolomnya")


def _picked(told: Element) -> set[str]:
    """The values that a filter names, without those that it only compares with."""
    exact = (one for one in told.iter("customFilter") if one.get("operator", "equal") in _EXACTLY)
    return {value for one in (*told.iter("filter"), *exact) if (value := _plain(one.get("val", "")))}


def _column(sheet: Element, place: int, strings: Sequence[str]) -> Column:
    texts, has_numbers = set[str](), False
    for _, row in numbered(sheet):
        for column, cell in placed(row):
            if column == place and len(cell):
                is_number = cell.get("t", "n") in ("n", "d")
                has_numbers |= is_number
                texts |= set() if is_number else {_plain(text_of(cell, strings))}
    return Column(frozenset(texts), has_numbers)


def _stands(value: str, column: Column) -> bool:
    """Whether a column shows a value; a number may look like anything there, as its cell's format has it."""
    if value in _YES_OR_NO or (column.has_numbers and any(map(str.isdigit, value))):
        return True
    pieces = [re.sub(r"~([~*?])", r"\1", piece) for piece in _PIECE.findall(value)]
    return any(all(piece in text for piece in pieces) for text in column.texts) or not pieces


def _plain(text: str) -> str:
    return " ".join(text.casefold().split())


def rules(sheet: Element, where: str, names: tuple[str, ...]) -> Iterator[Finding]:
    """What is hidden or personal in the rules for what may be typed into cells.

    Args:
        sheet: the sheet. where: which one, in words. names: whom to look for.
    """
    for rule in sheet.iter("dataValidation"):
        cells = rule.get("sqref") or rule.findtext("sqref") or ""
        said = f"{where}, aturan isian sel {cells}"[:120]
        yield from seen.personally(packed.aside(rule), said, names)
        listed = any(
            '"' in text for tag in ("formula1", "formula2") for one in rule.iter(tag) for text in one.itertext()
        )
        kind = rule.get("type", "none")
        if listed and (kind == "none" or (kind == "list" and rule.get("showDropDown") in _ON)):
            yield Finding(Kind.HIDDEN_TEXT, said, "pilihan yang tidak ditampilkan")
        for shows, (words, sample) in _UNSHOWN.items():
            if rule.get(shows) not in _ON and any(rule.get(one, "").strip() for one in words):
                yield Finding(Kind.HIDDEN_TEXT, said, sample)
