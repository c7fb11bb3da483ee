"""Blackening what has no fixed pages: cells, lines and words of workbooks, tables and texts. Pure.

A mask names what to blacken in one of three ways: an area as spreadsheets write it, words, or a kind of personal data.
It carries a ground as a box on a page does, and takes a box's place in the list of a redaction.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import date
from typing import Any, NamedTuple

from chassis.errors import Fault, Invalid
from services.documents.files.domain import formats
from services.documents.redaction.domain import grounds
from services.documents.redaction.domain.redactions import MOST_BOXES, PATTERNS, MissedMark, NotRedactable

MASKABLE: Mapping[str, str] = {  # kinds of file that have no pages, and the kind of their copies
    formats.XLSX.media_type: "xlsx",
    formats.DOCX.media_type: "docx",
    formats.ODT.media_type: "docx",
    formats.CSV.media_type: "csv",
    formats.TEXT.media_type: "txt",
    formats.MAIL.media_type: "txt",
}
LONGEST_WORDS = 100  # characters of one mask
_WITH_SHEETS, _WITH_LINES = {formats.XLSX.media_type}, {formats.TEXT.media_type}
_WITHOUT_AREAS = {formats.DOCX.media_type, formats.ODT.media_type, formats.MAIL.media_type}
_LAST_COLUMN, _LAST_ROW = 16_384, 1_048_576
_END = r"\$?([A-Z]{0,3})\$?(\d{0,7})"
_AREA = re.compile(rf"(?:(.+)!)?{_END}(?::{_END})?", re.IGNORECASE)


class Area(NamedTuple):
    """Cells or lines, counted from 1, both ends included; `sheet` is None where there are no sheets."""

    sheet: str | None
    left: int
    top: int
    right: int
    bottom: int

    def holds(self, sheet: str | None, column: int, row: int) -> bool:
        """Whether a cell lies in it. Spreadsheets do not tell apart how a sheet's name is cased."""
        same = (self.sheet or "").casefold() == (sheet or "").casefold()
        return same and self.left <= column <= self.right and self.top <= row <= self.bottom


@dataclass(frozen=True, slots=True)
class Mask:
    """What to blacken: exactly one of `area`, `words` (wherever they occur) and `pattern` (of `PATTERNS`).

    `ground` is the letter of UU 14/2008 Pasal 17, `act` the Act and article that close it beside, `note` is for the
    office alone and never in a copy.
    """

    ground: str
    area: str | None = None
    words: str | None = None
    pattern: str | None = None
    act: str | None = None
    note: str | None = None

    def told(self) -> dict[str, Any]:
        """As it is kept and passed on."""
        return asdict(self)


def mark(ground: str) -> str:
    """What stands in the place of what was blackened."""
    return f"[dihitamkan: ps. 17 huruf {ground}]"


def area_of(typed: str) -> Area | None:
    """The area somebody typed: `Rekap!A2:B9`, whole columns `B:C`, whole rows or lines `5:7`; None if it is none."""
    found = _AREA.fullmatch(typed.strip())
    if found is None:
        return None
    sheet, left, top, right, bottom = found.groups()
    if right is None:
        if not top:
            return None  # `B` alone may be meant as anything
        right, bottom = left, top
    if not (left or top) or (bool(left), bool(top)) != (bool(right), bool(bottom)):
        return None
    columns = sorted((_column(left) or 1, _column(right) or _LAST_COLUMN))
    rows = sorted((int(top or 1), int(bottom or _LAST_ROW)))
    if rows[0] < 1 or columns[1] > _LAST_COLUMN:
        return None
    return Area(_unquoted(sheet) if sheet else None, columns[0], rows[0], columns[1], rows[1])


def _column(letters: str) -> int:
    number = 0
    for letter in letters.upper():
        number = number * 26 + ord(letter) - ord("A") + 1
    return number


def _unquoted(sheet: str) -> str:
    quoted = len(sheet) > 1 and sheet[0] == sheet[-1] == "'"
    return sheet[1:-1].replace("''", "'") if quoted else sheet


def check_masks(masks: Sequence[Mask], media_type: str, today: date) -> None:
    """Whether a list of masks can be kept for a file of this kind.

    Raises:
        NotRedactable: a file of this kind has pages, on which boxes are drawn. Invalid: each fault beside its field.
    """
    check_maskable(media_type)
    if len(masks) > MOST_BOXES:
        raise Invalid(faults=[Fault("/masks", f"Paling banyak {MOST_BOXES} penanda untuk satu berkas.")])
    faults = [
        Fault(f"/masks/{place}/{field}", sentence)
        for place, mask in enumerate(masks)
        for field, sentence in _faults(mask, media_type, today)
    ]
    if faults:
        raise Invalid(faults=faults)


def check_maskable(media_type: str) -> None:
    """Whether a file of this kind is blackened by masks.

    Raises:
        NotRedactable: it has pages, on which boxes are drawn.
    """
    if media_type not in MASKABLE:
        raise NotRedactable("Berkas ini memiliki halaman: tandai dengan kotak.")


def taken_over(found: Sequence[Mapping[str, Any]], take: Sequence[int], ground: str) -> list[Mask]:
    """Masks for things that were found, by their places in the list of them.

    Raises:
        Invalid: there is no such thing.
    """
    if any(not 0 <= place < len(found) for place in take):
        raise Invalid(faults=[Fault("/take", "Temuan ini tidak ada. Cari lagi, lalu pilih.")])
    return [Mask(ground=ground, words=found[place]["words"]) for place in sorted(set(take))]


def check_hits(masks: Sequence[Mask], missed: Sequence[int]) -> None:
    """Whether every mask of a list hit something.

    Raises:
        MissedMark: some did not, so that somebody would believe blackened what is not.
    """
    if missed:
        named = "; ".join(f"“{mask.area or mask.words or mask.pattern}”" for mask in map(masks.__getitem__, missed))
        raise MissedMark(f"Penanda ini tidak mengenai apa pun: {named}. Kembalikan usulnya, lalu perbaiki.")


def extension_of_copy(media_type: str) -> str:
    """What the name of a blackened copy ends with; a file that has pages becomes a PDF."""
    return MASKABLE.get(media_type, "pdf")


def _faults(mask: Mask, media_type: str, today: date) -> Iterator[tuple[str, str]]:
    if sum(part is not None for part in (mask.area, mask.words, mask.pattern)) != 1:
        yield "area", "Isi salah satu saja: rentang, kata, atau jenis data."
    elif mask.area is not None:
        if sentence := _against_area(mask.area, media_type):
            yield "area", sentence
    elif mask.pattern is not None and mask.pattern not in PATTERNS:
        yield "pattern", f"Pilih salah satu dari: {', '.join(PATTERNS)}."
    yield from grounds.faults(mask.ground, mask.act, today)


def _against_area(typed: str, media_type: str) -> str:
    if media_type in _WITHOUT_AREAS:
        return "Naskah tidak memiliki sel. Tulis kata yang dihitamkan, atau pilih jenis data."
    area = area_of(typed)
    if media_type in _WITH_SHEETS:
        return (
            ""
            if area and area.sheet
            else "Tulis lembar dan rentangnya, misalnya Rekap!A2:B9, Rekap!C:C, atau Rekap!5:7."
        )
    if media_type in _WITH_LINES:
        lines = area and area.sheet is None and area.right == _LAST_COLUMN
        return "" if lines else "Tulis nomor barisnya, misalnya 5:5 atau 5:7."
    return "" if area and area.sheet is None else "Tulis rentangnya tanpa nama lembar, misalnya A2:B9, C:C, atau 5:7."
