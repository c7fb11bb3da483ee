"""A sheet row by row: which column is which, what a cell means, what is wrong. Pure; every importer reads with it.

Whoever imports says which columns there are and what a row of them is; the report names every fault by row and column.
"""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Generic, TypeVar

from chassis.errors import Conflict, Fault, Invalid

MOST_ROWS = 50_000
MOST_TOLD = 200  # faults that an answer lists; whoever has more begins with these
HEADING_WITHIN = 10  # rows, above which titles and decrees stand in the sheets that offices keep
Cell = Any  # what a spreadsheet holds: text, number, truth value, date
Entry = TypeVar("Entry")
_MONTHS = (
    "januari", "februari", "maret", "april", "mei", "juni",
    "juli", "agustus", "september", "oktober", "november", "desember",
)  # fmt: skip
_DAY_FIRST = re.compile(r"(\d{1,2})[./-](\d{1,2})[./-](\d{4})")
_ISO = re.compile(r"(\d{4})-(\d{2})-(\d{2})(?:[T ]00:00(?::00)?)?")
_IN_WORDS = re.compile(r"(\d{1,2})\s+([A-Za-z]+)\s+(\d{4})")


class NotThisSheet(Conflict):
    """The file cannot be read as a list at all."""

    status, code, title = 422, "sheet-unreadable", "Berkas ini tidak dapat dibaca sebagai daftar"


@dataclass(frozen=True, slots=True)
class Column:
    """A column by our name, with every name under which offices keep it; the first is how we call it."""

    name: str
    headings: tuple[str, ...]
    required: bool = True


@dataclass(frozen=True, slots=True)
class RowFault:
    """What is wrong in one cell or row; `row` as the spreadsheet numbers it, `column` as the sheet calls it."""

    row: int
    column: str
    detail: str


@dataclass(frozen=True, slots=True)
class Cells:
    """The cells of a sheet, and where in it no plain value stands.

    `formulas` and `merged` name rows as the spreadsheet numbers them, from 1; `formulas` the columns of each from 0.
    `first_row` is the number of the first of `rows`.
    """

    rows: Sequence[Sequence[Cell]]
    formulas: Mapping[int, Sequence[int]]
    merged: frozenset[int]
    first_row: int = 1


@dataclass(frozen=True, slots=True)
class Report(Generic[Entry]):
    """What a sheet holds: entries that can be taken, and every fault of those that cannot."""

    entries: list[Entry]
    faults: list[RowFault]
    rows: int

    def told(self, *, imported: bool, notes: Sequence[RowFault] = ()) -> dict[str, Any]:
        """Return the report as `contracts.shapes.ImportReportSchema` writes it."""
        return {
            "rows": self.rows,
            "accepted": len(self.entries),
            "faulty": len(self.faults),
            "faults": self.faults[:MOST_TOLD],
            "noted": len(notes),
            "notes": list(notes[:MOST_TOLD]),
            "imported": imported,
        }

    def refuse(self) -> None:
        """All rows or none.

        Raises:
            Invalid: some row is wrong.
        """
        if self.faults:
            told = [Fault(f"/rows/{one.row}", f"{one.column}: {one.detail}") for one in self.faults[:MOST_TOLD]]
            raise Invalid("Tidak ada yang diimpor. Perbaiki baris yang salah, lalu impor lagi.", faults=told)


Wrong = list[tuple[str, str]]  # our name of a column and a sentence in Indonesian


def read(
    cells: Cells, columns: Sequence[Column], meant: Callable[[int, Mapping[str, Cell]], Entry | Wrong]
) -> Report[Entry]:
    """Read a sheet row by row.

    Args:
        cells: the sheet. columns: what it must hold; a cell of a column that may be missing and is, reads as empty.
        meant: the entry that a row is, from its number and its cells by our names, or everything wrong with it.

    Raises:
        NotThisSheet: no row of headings, a column that is missing or stands there twice, or too many rows.
    """
    top, places = _headings(cells.rows, columns)
    called = {column.name: column.headings[0] for column in columns}
    entries: list[Entry] = []
    found: list[RowFault] = []
    rows = 0
    for place, row in enumerate(cells.rows[top + 1 :], start=top + 1):
        values = {name: row[at] if at < len(row) else "" for name, at in places.items()}
        if all(text(value) == "" for value in values.values()):
            continue
        rows += 1
        if rows > MOST_ROWS:
            raise NotThisSheet(f"Paling banyak {MOST_ROWS} baris dalam satu berkas. Bagi berkas ini menjadi beberapa.")
        number = place + cells.first_row
        if strange := list(_strange(number, places, called, cells)):
            found += strange
            continue
        outcome = meant(number, values)
        if isinstance(outcome, list):
            found += [RowFault(number, called.get(name, ""), sentence) for name, sentence in outcome]
        else:
            entries.append(outcome)
    if not rows:
        raise NotThisSheet("Tidak ada baris di bawah judul kolom.")
    return Report(entries, found, rows)


def text(value: Cell) -> str:
    """Return a cell as one line of text."""
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return " ".join(str(value).split()) if value is not None else ""


def lines(value: Cell) -> str:
    """Return a cell as text with its line ends."""
    if not isinstance(value, str):
        return text(value)
    return "\n".join(line for part in value.splitlines() if (line := text(part)))


def letters(said: str) -> str:
    """Return the letters of a text in small: by these alone headings and codes are compared."""
    return "".join(letter for letter in said.lower() if letter.isalpha())


def day(value: Cell) -> date:
    """Return the day that a cell says; it is never guessed.

    Raises:
        ValueError: it says none, with a sentence in Indonesian for whoever sent the sheet.
    """
    if isinstance(value, datetime):
        return value.date()
    if isinstance(value, date):
        return value
    said = text(value)
    try:
        if found := _DAY_FIRST.fullmatch(said):
            return date(int(found[3]), int(found[2]), int(found[1]))
        if found := _ISO.fullmatch(said):
            return date(int(found[1]), int(found[2]), int(found[3]))
        if (found := _IN_WORDS.fullmatch(said)) and found[2].lower() in _MONTHS:
            return date(int(found[3]), _MONTHS.index(found[2].lower()) + 1, int(found[1]))
    except ValueError:
        raise ValueError(f"Tanggal “{said[:40]}” tidak ada dalam kalender (urutan: hari, bulan, tahun).") from None
    raise ValueError(f"“{said[:40]}” bukan tanggal. Tulis misalnya 31/12/2025 atau 31 Desember 2025.")


def _strange(number: int, places: Mapping[str, int], called: Mapping[str, str], cells: Cells) -> Iterator[RowFault]:
    if number in cells.merged:
        yield RowFault(number, "", "Baris ini memuat sel gabungan. Pisahkan selnya (unmerge) dan isi setiap baris.")
    for name, at in places.items():
        if at in cells.formulas.get(number, ()):
            yield RowFault(number, called[name], "Sel ini rumus. Tempel sebagai nilai (paste values).")


def _headings(rows: Sequence[Sequence[Cell]], columns: Sequence[Column]) -> tuple[int, dict[str, int]]:
    """Which row names the columns, and where each stands."""
    names = {letters(heading): column.name for column in columns for heading in column.headings}
    best: tuple[int, list[tuple[str, int]]] = (0, [])
    for top, row in enumerate(rows[:HEADING_WITHIN]):
        known = [(names[told], at) for at, cell in enumerate(row) if (told := letters(text(cell))) in names]
        if len(known) > len(best[1]):
            best = top, known
    top, known = best
    places = dict(known)
    missing = [column.headings[0] for column in columns if column.required and column.name not in places]
    if missing:
        raise NotThisSheet(f"Judul kolom yang tidak ditemukan: {', '.join(missing)}.")
    if len(places) < len(known):
        headings = {column.name: column.headings[0] for column in columns}
        twice = {headings[name] for name, at in known if places[name] != at}
        raise NotThisSheet(f"Judul kolom yang ada lebih dari sekali: {', '.join(sorted(twice))}.")
    return top, places
