"""A sheet of an old register, in the columns of the law: what a row of it is, and its number. Pure.

Rows keep the numbers they had. A number of the office's own series (`domain.request.number_tail`) can only come in
while no number of that year was given here; the series then goes on after the highest, so that none is given twice.
"""

import re
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date

from chassis import sheets
from chassis.schema import UNREADABLE
from chassis.sheets import Cell, Cells, Column, Report, RowFault, Wrong
from services.intake.domain.objections import OBJECTION
from services.intake.domain.request import LAW_IN_FORCE, REQUEST, number_tail

LONGEST = 5000  # characters of a cell
COLUMNS = (
    Column("number", ("Nomor pendaftaran", "No. pendaftaran", "Nomor registrasi")),
    Column("received_on", ("Tanggal diterima", "Tanggal permohonan", "Tanggal")),
    Column("name", ("Nama", "Nama pemohon")),
    Column("address", ("Alamat", "Alamat pemohon"), required=False),
    Column("contact", ("Nomor kontak", "Kontak", "Telepon", "Telepon/e-mail"), required=False),
    Column("occupation", ("Pekerjaan",), required=False),
    Column("information", ("Informasi yang diminta", "Rincian informasi yang diminta")),
    Column("purpose", ("Tujuan penggunaan informasi", "Tujuan penggunaan"), required=False),
    Column("held", ("Status informasi",), required=False),
    Column("form", ("Bentuk informasi yang dikuasai", "Bentuk informasi"), required=False),
    Column("wanted", ("Jenis permohonan",), required=False),
    Column("decision", ("Keputusan",)),
    Column("reason", ("Alasan penolakan",), required=False),
    Column("notified_on", ("Hari dan tanggal pemberitahuan tertulis", "Tanggal pemberitahuan tertulis")),
    Column("given_on", ("Hari dan tanggal pemberian informasi", "Tanggal pemberian informasi"), required=False),
    Column("cost", ("Biaya dan cara pembayaran", "Biaya"), required=False),
    Column("delivery", ("Bukti penyampaian",), required=False),
    Column("lateness", ("Keterlambatan",), required=False),
)
DAYS = frozenset({"received_on", "notified_on", "given_on"})
_OBJECTIONS = (
    Column("number", ("Nomor registrasi keberatan", "Nomor registrasi", "No. registrasi")),
    Column("received_on", ("Tanggal diterima", "Tanggal keberatan", "Tanggal")),
    Column("name", ("Identitas pemohon atau kuasanya", "Nama", "Nama pemohon")),
    Column("request_number", ("Nomor pendaftaran permohonan", "Nomor pendaftaran"), required=False),
    Column("information", ("Informasi yang diminta",)),
    Column("purpose", ("Tujuan penggunaan informasi", "Tujuan penggunaan"), required=False),
    Column("grounds", ("Alasan keberatan", "Alasan pengajuan keberatan")),
    Column("decision", ("Keputusan Atasan PPID", "Keputusan")),
    Column("answered_on", ("Hari dan tanggal tanggapan", "Tanggal tanggapan")),
    Column("superior", ("Nama dan posisi Atasan PPID", "Atasan PPID"), required=False),
    Column("response", ("Tanggapan pemohon",), required=False),
    Column("lateness", ("Keterlambatan",), required=False),
)
_DISPUTES = (
    Column("number", ("Nomor registrasi sengketa", "Nomor registrasi", "No. registrasi")),
    Column("commission", ("Komisi Informasi",)),
    Column("filed_on", ("Tanggal diajukan", "Tanggal sengketa", "Tanggal")),
    Column("objection_number", ("Nomor registrasi keberatan",), required=False),
    Column("request_number", ("Nomor pendaftaran permohonan",), required=False),
    Column("registered_on", ("Tanggal diregistrasi",), required=False),
    Column("opened_on", ("Pemeriksaan awal",), required=False),
    Column("mediated_on", ("Mediasi",), required=False),
    Column("absences", ("Ketidakhadiran",), required=False),
    Column("ruling", ("Putusan Komisi Informasi", "Putusan"), required=False),
    Column("copy_on", ("Salinan putusan diterima",), required=False),
    Column("court", ("Pengadilan",), required=False),
    Column("cassation", ("Kasasi",), required=False),
    Column("final_on", ("Berkekuatan tetap",), required=False),
    Column("complied_on", ("Dilaksanakan",), required=False),
    Column("stage", ("Keadaan", "Status")),
)


@dataclass(frozen=True, slots=True)
class Form:
    """How the sheet of a register looks: its columns, those that are days, those without which a row is none.

    `came` is the day by which it is kept, `ended` the day that says its row is over (None: not asked), `series` the
    kind of the office's own numbers in it (None: others number it), `open_note` what to do about a row not over.
    """

    columns: tuple[Column, ...]
    days: frozenset[str]
    needed: frozenset[str]
    came: str
    ended: str | None
    series: str | None
    open_note: str = ""


FORMS = {
    "requests": Form(
        COLUMNS,
        DAYS,
        frozenset({"number", "received_on", "name", "information"}),
        "received_on",
        "notified_on",
        REQUEST,
        "Belum diputus. Di sini hanya tersimpan sebagai riwayat: catat juga di meja kerja agar tenggatnya dihitung.",
    ),
    "objections": Form(
        _OBJECTIONS,
        frozenset({"received_on", "answered_on"}),
        frozenset({"number", "received_on", "name", "information", "grounds"}),
        "received_on",
        "answered_on",
        OBJECTION,
        "Belum ditanggapi. Di sini hanya tersimpan sebagai riwayat; tenggat Atasan PPID tidak dihitung baginya.",
    ),
    "disputes": Form(
        _DISPUTES,
        frozenset({"filed_on", "registered_on", "opened_on", "copy_on", "final_on", "complied_on"}),
        frozenset({"number", "commission", "filed_on"}),
        "filed_on",
        None,
        None,
    ),
}
_ENDED = ("tidakditindaklanjuti", "dicabut", "dialihkan")  # what closes a request without a written notice
_HIDDEN = "***"  # how a masked file ends a name


@dataclass(frozen=True, slots=True)
class Entry:
    """A row: `told` is what its columns say, days in ISO 8601; `row` its number in the spreadsheet."""

    row: int
    number: str
    received_on: date
    told: dict[str, str]

    def is_open(self, form: Form) -> bool:
        """Whether the book says nothing of an end."""
        decision = sheets.letters(self.told.get("decision", ""))
        return form.ended is not None and form.ended not in self.told and not decision.startswith(_ENDED)


@dataclass(slots=True)
class Book:
    """What the office has already: numbers that are taken, years in which it gave numbers of its own series."""

    form: Form
    office: str
    today: date
    taken: Collection[str]
    numbered: Collection[int]
    seen: dict[str, int] = field(default_factory=dict)


def read(cells: Cells, book: Book) -> Report[Entry]:
    """Read a sheet row by row.

    Raises:
        NotThisSheet: see `chassis.sheets`.
    """
    return sheets.read(cells, book.form.columns, lambda row, values: _entry(row, values, book))


def notes(entries: Collection[Entry], form: Form) -> list[RowFault]:
    """Return what an officer should do about rows that can be taken: nobody counts the time of one that is
    still open.
    """
    return [RowFault(entry.row, "Keputusan", form.open_note) for entry in entries if entry.is_open(form)]


def highest(entries: Collection[Entry], office: str, series: str | None) -> dict[int, int]:
    """Return the highest serial of the office's own series by year."""
    last: dict[int, int] = {}
    for entry in entries:
        if own := _own(entry.number, office, series):
            year, serial = own
            last[year] = max(serial, last.get(year, 0))
    return last


def _entry(row: int, values: Mapping[str, Cell], book: Book) -> Entry | Wrong:
    told: dict[str, str] = {}
    wrong: Wrong = []
    for name, value in values.items():
        try:
            if said := _said(name, value, book.form):
                told[name] = said
        except ValueError as fault:
            wrong.append((name, str(fault)))
    if wrong:
        return wrong
    entry = Entry(row, told["number"], date.fromisoformat(told[book.form.came]), told)
    return list(_faults(entry, book)) or entry


def _said(name: str, value: Cell, form: Form) -> str:
    """Return what a cell says, line by line; a day in ISO 8601. Raises ValueError with a sentence in Indonesian."""
    said = sheets.lines(value)
    if not said:
        if name in form.needed:
            raise ValueError("Wajib diisi.")
        return ""
    if UNREADABLE.search(said):
        raise ValueError("Sel ini memuat huruf yang tidak dapat dibaca.")
    if len(said) > LONGEST:
        raise ValueError(f"Paling panjang {LONGEST} huruf.")
    if name == "name" and said.endswith(_HIDDEN):
        raise ValueError("Nama ini disamarkan. Impor berkas yang memuat nama lengkap.")
    return sheets.day(value).isoformat() if name in form.days else said


def _faults(entry: Entry, book: Book) -> Iterator[tuple[str, str]]:
    first = book.seen.setdefault(entry.number, entry.row)
    if first != entry.row:
        yield "number", f"Nomor ini sudah ada di baris {first}."
    elif entry.number in book.taken:
        yield "number", "Nomor ini sudah tercatat di kantor ini."
    elif (own := _own(entry.number, book.office, book.form.series)) and own[0] in book.numbered:
        yield "number", f"Kantor ini sudah memberi nomor tahun {own[0]} di sini; seri yang sama tidak dapat dimasukkan."
    if entry.received_on < LAW_IN_FORCE:
        yield book.form.came, "Tanggal ini sebelum UU 14/2008 berlaku, 30 April 2010."
    for name in sorted(book.form.days & set(entry.told)):
        on = date.fromisoformat(entry.told[name])
        if on > book.today:
            yield name, "Tanggal ini belum tiba."
        elif on < entry.received_on:
            yield name, "Tanggal ini sebelum hari masuknya."


def _own(number: str, office: str, series: str | None) -> tuple[int, int] | None:
    """Year and serial of a number that the office's own series could give; None for any other number."""
    found = re.fullmatch(rf"(\d{{3,9}})/PPID-{series}/([\d.]+)/([IVX]+)/(\d{{4}})", number) if series else None
    if found is None or series is None or int(found[4]) < LAW_IN_FORCE.year:
        return None
    tails = {number_tail(office, date(int(found[4]), month, 1), series) for month in range(1, 13)}
    return (int(found[4]), int(found[1])) if number.removeprefix(found[1]) in tails else None
