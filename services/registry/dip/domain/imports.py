"""A sheet of the public-information list: its columns, and what a row of them is. Pure."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from chassis import sheets
from chassis.sheets import Cell, Cells, Column, Report, Wrong
from services.registry.dip.domain.entries import Columns, faults

COLUMNS = (
    Column("summary", ("Ringkasan isi informasi", "Ringkasan informasi", "Judul informasi", "Nama informasi")),
    Column("kind", ("Golongan", "Kategori", "Jenis informasi", "Klasifikasi informasi")),
    Column(
        "unit", ("Pejabat atau unit yang menguasai", "Pejabat/unit yang menguasai informasi", "Unit penguasa informasi")
    ),
    Column(
        "responsible",
        (
            "Penanggung jawab pembuatan", "Penanggung jawab pembuatan atau penerbitan informasi",
            "Penanggung jawab pembuatan/penerbitan informasi", "Penanggung jawab",
        ),
    ),
    Column("made_on", ("Tanggal pembuatan", "Waktu pembuatan", "Waktu pembuatan informasi")),
    Column("made_in", ("Tempat pembuatan", "Tempat pembuatan informasi")),
    Column("form", ("Bentuk yang tersedia", "Bentuk informasi yang tersedia", "Format", "Bentuk")),
    Column("retention", ("Jangka waktu penyimpanan", "Jangka waktu penyimpanan atau retensi arsip", "Retensi arsip")),
    Column("archive_class", ("Klasifikasi arsip", "Kode klasifikasi arsip"), required=False),
    Column("link", ("Tautan", "Link", "URL"), required=False),
)  # fmt: skip
_OPTIONAL = frozenset(column.name for column in COLUMNS if not column.required)
_KINDS = {"berkala": "periodic", "sertamerta": "immediate", "setiapsaat": "standing", "tersediasetiapsaat": "standing"}
_FORMS = {
    "softcopy": "softcopy", "digital": "softcopy", "berkasdigital": "softcopy", "hardcopy": "hardcopy",
    "cetak": "hardcopy", "cetakan": "hardcopy", "keduanya": "both", "softcopydanhardcopy": "both",
    "softcopyhardcopy": "both", "hardcopydansoftcopy": "both", "hardcopysoftcopy": "both",
}  # fmt: skip


def read(cells: Cells, today: date) -> Report[Columns]:
    """Read a sheet row by row.

    Raises:
        NotThisSheet: see `chassis.sheets`.
    """
    return sheets.read(cells, COLUMNS, lambda _, values: _row(values, today))


def _row(values: Mapping[str, Cell], today: date) -> Columns | Wrong:
    """Return the entry that a row is, or everything that is wrong with it."""
    meant: dict[str, Any] = {"archive_class": None, "link": None}
    wrong: Wrong = []
    for name, value in values.items():
        try:
            meant[name] = _meaning(name, value)
        except ValueError as said:
            wrong.append((name, str(said)))
    if wrong:
        return wrong
    entry = Columns(**meant)
    return [(fault.pointer[1:], fault.detail) for fault in faults(entry, today)] or entry


def _meaning(name: str, value: Cell) -> Any:
    """Return what a cell says in its column. Raises ValueError with a sentence in Indonesian."""
    text = sheets.text(value)
    if not text:
        if name in _OPTIONAL:
            return None
        raise ValueError("Wajib diisi.")
    match name:
        case "made_on":
            return sheets.day(value)
        case "kind":
            return _one_of(_KINDS, text, "Isi dengan berkala, serta-merta, atau setiap saat.")
        case "form":
            return _one_of(_FORMS, text, "Isi dengan softcopy, hardcopy, atau keduanya.")
    return text


def _one_of(known: Mapping[str, str], text: str, sentence: str) -> str:
    letters = sheets.letters(text).removeprefix("informasi")
    if letters not in known:
        raise ValueError(sentence)
    return known[letters]
