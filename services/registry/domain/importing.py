"""A sheet of the public-information list, row by row: which column is which, what a cell means, what is wrong. Pure."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from chassis.errors import Conflict
from services.registry.domain.dip import Columns, faults

MOST_ROWS = 50_000
HEADING_WITHIN = 10  # rows, above which titles and decrees stand in the sheets that offices keep
Cell = Any  # what a spreadsheet holds: text, number, truth value, date
# Every name under which offices keep a column; the first is how we call it. Compared by letters only.
HEADINGS: Mapping[str, tuple[str, ...]] = {
    "summary": ("Ringkasan isi informasi", "Ringkasan informasi", "Judul informasi", "Nama informasi"),
    "kind": ("Golongan", "Kategori", "Jenis informasi", "Klasifikasi informasi"),
    "unit": ("Pejabat atau unit yang menguasai", "Pejabat/unit yang menguasai informasi", "Unit penguasa informasi"),
    "responsible": (
        "Penanggung jawab pembuatan", "Penanggung jawab pembuatan atau penerbitan informasi",
        "Penanggung jawab pembuatan/penerbitan informasi", "Penanggung jawab",
    ),
    "made_on": ("Tanggal pembuatan", "Waktu pembuatan", "Waktu pembuatan informasi"),
    "made_in": ("Tempat pembuatan", "Tempat pembuatan informasi"),
    "form": ("Bentuk yang tersedia", "Bentuk informasi yang tersedia", "Format", "Bentuk"),
    "retention": ("Jangka waktu penyimpanan", "Jangka waktu penyimpanan atau retensi arsip", "Retensi arsip"),
    "archive_class": ("Klasifikasi arsip", "Kode klasifikasi arsip"),
    "link": ("Tautan", "Link", "URL"),
}  # fmt: skip
OPTIONAL = frozenset({"archive_class", "link"})
_KINDS = {"berkala": "periodic", "sertamerta": "immediate", "setiapsaat": "standing", "tersediasetiapsaat": "standing"}
_FORMS = {
    "softcopy": "softcopy", "digital": "softcopy", "berkasdigital": "softcopy", "hardcopy": "hardcopy",
    "cetak": "hardcopy", "cetakan": "hardcopy", "keduanya": "both", "softcopydanhardcopy": "both",
    "softcopyhardcopy": "both", "hardcopydansoftcopy": "both", "hardcopysoftcopy": "both",
}  # fmt: skip
_MONTHS = (
    "januari", "februari", "maret", "april", "mei", "juni",
    "juli", "agustus", "september", "oktober", "november", "desember",
)  # fmt: skip
_DAY_FIRST = re.compile(r"(\d{1,2})[./-](\d{1,2})[./-](\d{4})")
_ISO = re.compile(r"(\d{4})-(\d{2})-(\d{2})(?:[T ]00:00(?::00)?)?")
_IN_WORDS = re.compile(r"(\d{1,2})\s+([A-Za-z]+)\s+(\d{4})")


class NotThisSheet(Conflict):
    """The file cannot be read as a list at all."""

    status, code, title = 422, "sheet-unreadable", "Berkas ini tidak dapat dibaca sebagai daftar informasi"


@dataclass(frozen=True, slots=True)
class RowFault:
    """What is wrong in one cell or row; `row` as the spreadsheet numbers it, `column` as the sheet calls it."""

    row: int
    column: str
    detail: str


@dataclass(frozen=True, slots=True)
class Cells:
    """The cells of a sheet and the places in it that hold no plain value, by row as the spreadsheet numbers it."""

    rows: Sequence[Sequence[Cell]]
    formulas: Mapping[int, Sequence[int]]  # row: columns, both counted from 1 and 0
    merged: frozenset[int]
    first_row: int = 1


@dataclass(frozen=True, slots=True)
class Report:
    """What a sheet holds: entries that can be taken, and every fault of those that cannot."""

    entries: list[Columns]
    faults: list[RowFault]
    rows: int


def read(cells: Cells, today: date) -> Report:
    """Read a sheet row by row.

    Raises:
        NotThisSheet: no row of headings, a column that is missing or stands there twice, or too many rows.
    """
    top, places = _headings(cells.rows)
    entries: list[Columns] = []
    found: list[RowFault] = []
    rows = 0
    for place, row in enumerate(cells.rows[top + 1 :], start=top + 1):
        values = {name: row[at] if at < len(row) else "" for name, at in places.items()}
        if all(_text(value) == "" for value in values.values()):
            continue
        rows += 1
        if rows > MOST_ROWS:
            raise NotThisSheet(f"Paling banyak {MOST_ROWS} baris dalam satu berkas. Bagi berkas ini menjadi beberapa.")
        number = place + cells.first_row
        outcome = list(_strange(number, places, cells)) or _row(number, values, today)
        if isinstance(outcome, Columns):
            entries.append(outcome)
        else:
            found += outcome
    if not rows:
        raise NotThisSheet("Tidak ada baris di bawah judul kolom.")
    return Report(entries, found, rows)


def _row(number: int, values: Mapping[str, Cell], today: date) -> Columns | list[RowFault]:
    """The entry that a row is, or everything that is wrong with it."""
    meant: dict[str, Any] = {"archive_class": None, "link": None}
    wrong: list[RowFault] = []
    for name, value in values.items():
        try:
            meant[name] = _meaning(name, value)
        except ValueError as said:
            wrong.append(RowFault(number, HEADINGS[name][0], str(said)))
    if wrong:
        return wrong
    entry = Columns(**meant)
    against = [RowFault(number, HEADINGS[fault.pointer[1:]][0], fault.detail) for fault in faults(entry, today)]
    return against or entry


def _strange(number: int, places: Mapping[str, int], cells: Cells) -> Iterator[RowFault]:
    if number in cells.merged:
        yield RowFault(number, "", "Baris ini memuat sel gabungan. Pisahkan selnya (unmerge) dan isi setiap baris.")
    for name, at in places.items():
        if at in cells.formulas.get(number, ()):
            yield RowFault(number, HEADINGS[name][0], "Sel ini rumus. Tempel sebagai nilai (paste values).")


def _headings(rows: Sequence[Sequence[Cell]]) -> tuple[int, dict[str, int]]:
    """Which row names the columns, and where each stands."""
    names = {_letters(heading): name for name, headings in HEADINGS.items() for heading in headings}
    best: tuple[int, list[tuple[str, int]]] = (0, [])
    for top, row in enumerate(rows[:HEADING_WITHIN]):
        known = [(names[letters], at) for at, cell in enumerate(row) if (letters := _letters(_text(cell))) in names]
        if len(known) > len(best[1]):
            best = top, known
    top, known = best
    places = dict(known)
    missing = [HEADINGS[name][0] for name in HEADINGS if name not in places and name not in OPTIONAL]
    if missing:
        raise NotThisSheet(f"Judul kolom yang tidak ditemukan: {', '.join(missing)}.")
    if len(places) < len(known):
        twice = {HEADINGS[name][0] for name, at in known if places[name] != at}
        raise NotThisSheet(f"Judul kolom yang ada lebih dari sekali: {', '.join(sorted(twice))}.")
    return top, places


def _meaning(name: str, value: Cell) -> Any:
    """What a cell says in its column. Raises ValueError with a sentence in Indonesian."""
    text = _text(value)
    if not text:
        if name in OPTIONAL:
            return None
        raise ValueError("Wajib diisi.")
    match name:
        case "made_on":
            return _date(value)
        case "kind":
            return _one_of(_KINDS, text, "Isi dengan berkala, serta merta, atau setiap saat.")
        case "form":
            return _one_of(_FORMS, text, "Isi dengan softcopy, hardcopy, atau keduanya.")
    return text


def _one_of(known: Mapping[str, str], text: str, sentence: str) -> str:
    letters = _letters(text).removeprefix("informasi")
    if letters not in known:
        raise ValueError(sentence)
    return known[letters]


def _date(value: Cell) -> date:
    if isinstance(value, datetime):
        return value.date()
    if isinstance(value, date):
        return value
    text = _text(value)
    try:
        if found := _DAY_FIRST.fullmatch(text):
            return date(int(found[3]), int(found[2]), int(found[1]))
        if found := _ISO.fullmatch(text):
            return date(int(found[1]), int(found[2]), int(found[3]))
        if (found := _IN_WORDS.fullmatch(text)) and found[2].lower() in _MONTHS:
            return date(int(found[3]), _MONTHS.index(found[2].lower()) + 1, int(found[1]))
    except ValueError:
        raise ValueError(f"Tanggal “{text[:40]}” tidak ada dalam kalender (urutan: hari, bulan, tahun).") from None
    raise ValueError(f"“{text[:40]}” bukan tanggal. Tulis misalnya 31/12/2025 atau 31 Desember 2025.")


def _text(value: Cell) -> str:
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return " ".join(str(value).split()) if value is not None else ""


def _letters(text: str) -> str:
    return "".join(_only_letters(text.lower()))


def _only_letters(text: str) -> Iterable[str]:
    return (letter for letter in text if letter.isalpha())
