"""An annual report as an accessible PDF (PDF/UA-1), set from its words and figures, always the same once issued."""

import json
from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass
from datetime import date, datetime
from importlib.resources import files
from typing import Any

from chassis import clock
from chassis.offices import this_office
from chassis.typesetting import set_pdf
from contracts.stages import Stage
from services.registry.appointments.domain import Capacity, Role
from services.registry.cases.domain.lateness import Kind
from services.registry.disputes.domain import disputes
from services.registry.objections import domain as objection_domain
from services.registry.reports.domain import Figures
from services.registry.reports.queries.reports import Shown
from statute import report as law
from statute.calendar import long_date
from statute.exemptions import exemptions
from statute.grounds import grounds

_TEMPLATE = files(__package__).joinpath("report.typ").read_bytes()
Rows = list[tuple[str, str]]
_OUTCOMES = {stage.value: stage.label.capitalize() for stage in Stage} | {
    "open": "Belum diputus menurut register lama",
    "other": "Keputusan lain menurut register lama",
}
_LATE: Mapping[str, str] = {
    Kind.ANSWER: "Dijawab setelah batasnya",
    Kind.END: "Berakhir tanpa jawaban setelah batasnya",
    Kind.INCOMPLETE: "Dinyatakan tidak lengkap setelah batas menjawab",
    Kind.REGIME: "Diubah ke rezim lain setelah batas menjawab",
    Kind.ELSEWHERE: "Dialihkan kantor lain ke sini setelah batas menjawab",
    Kind.CHECK: "Kelengkapan diperiksa setelah batasnya",
}
_DISPUTES = {
    "filed": "Sengketa diajukan",
    "old": "di antaranya menurut register lama",
    "agree": "Selesai dengan kesepakatan mediasi",
    "go_to_court": "Dilanjutkan ke pengadilan",
    "go_to_cassation": "Dilanjutkan ke kasasi",
    "comply": "Putusan atau kesepakatan dilaksanakan",
}
_RULINGS: Mapping[str, str] = {
    disputes.Outcome.GRANTED: "Dikabulkan",
    disputes.Outcome.PARTLY_GRANTED: "Dikabulkan sebagian",
    disputes.Outcome.REJECTED: "Ditolak",
    "other": "Putusan lain menurut register lama",
}


@dataclass(frozen=True, slots=True)
class Table:
    """Figures under one heading: what is counted, and how many of it, or how many working days."""

    heading: str
    rows: Rows
    measure: str = "Jumlah"


@dataclass(frozen=True, slots=True)
class PartTold:
    """A part as it stands on paper."""

    heading: str
    words: str
    tables: list[Table]


@dataclass(frozen=True, slots=True)
class Content:
    """What stands on a report, in words ready for the reader."""

    office: str
    title: str
    draft: bool
    number: str
    basis: str
    as_of: str
    parts: list[PartTold]
    issued: str | None
    signer: str | None
    capacity: str | None
    signing_decree: str | None
    made_at: datetime

    @classmethod
    def of(cls, found: Shown) -> "Content":
        """Return the report in the office's own time; a draft has no number."""
        one, office = found.report, this_office()
        issued_at = one.issued_at
        return cls(
            office=office.name,
            title=f"Laporan layanan informasi publik tahun {one.year}",
            draft=issued_at is None,
            number=one.letter_number or "KONSEP",
            basis=found.term.rule.article,
            as_of=long_date(date.fromisoformat(found.figures["as_of"])),
            parts=list(told(one.words, found.figures)),
            issued=long_date(clock.in_zone(issued_at, office.time_zone).date()) if issued_at else None,
            signer=one.signer,
            capacity=Capacity(one.capacity).label(Role.PPID) if one.capacity else None,
            signing_decree=one.signing_decree,
            made_at=(issued_at or clock.now()).replace(microsecond=0),  # PDF dates have no fractions
        )


def render(content: Content) -> bytes:
    """Set the report (`chassis.typesetting`), ever the same for the same content."""
    return set_pdf(_TEMPLATE, json.dumps(asdict(content) | {"made_at": None}), content.made_at)


def told(words: Mapping[str, str], figures: Figures) -> Iterator[PartTold]:
    """Yield the parts in the order of the law, each with its words and its tables."""
    for part in law.parts():
        tables = [table for name in part.figures for table in _TABLES[name](figures)]
        yield PartTold(part.heading, words.get(part.code, ""), tables)


def _requests(figures: Figures) -> list[Table]:
    said = figures["requests"]
    answers: list[tuple[str, Any]] = [
        ("Permohonan diterima", said["received"]),
        ("di antaranya menurut register lama", said["old"]),
        ("Masih diproses", said["open"]),
        ("Dijawab", said["answered"]),
        ("Dijawab dalam tenggat", said["on_time"]),
        ("Lewat tenggat", said["late"]),
        ("di antaranya belum dijawab", said.get("unanswered", 0)),
        ("Rata-rata waktu menjawab (hari kerja)", said["average_days"]),
        ("Waktu menjawab terlama (hari kerja)", said["longest_days"]),
    ]
    late = _named(said.get("lateness", {}), _LATE)  # reports of the first days do not count it
    return [
        Table("Permohonan informasi", _rows(answers)),
        Table("Menurut hasil", _named(said["by_outcome"], _OUTCOMES)),
        *([Table("Yang datang setelah batasnya", late)] if late else []),
    ]


def _times(figures: Figures) -> list[Table]:
    rows = [(_timed(one), one["days"]) for one in figures.get("times", [])]
    return [Table("Waktu yang diperlukan tiap permohonan (UU 14/2008 Pasal 12)", _rows(rows), "Hari kerja")]


def _timed(figures: Figures) -> str:
    which = figures["number"] or f"{figures['many']} permohonan menurut register lama"
    outcome = str(_OUTCOMES.get(figures["outcome"], figures["outcome"])).lower()
    return ", ".join([which, outcome, *(["lewat tenggat"] if figures["late"] else [])])


def _reasons(figures: Figures) -> list[Table]:
    letters = {letter: f"{one.article}: {one.wording}" for letter, one in exemptions().items()}
    names = letters | {stage.value: stage.label.capitalize() for stage in (Stage.NOT_HELD, Stage.NOT_DOCUMENTED)}
    return [Table("Alasan tidak memberikan informasi", _named(figures["reasons"], names))]


def _objections(figures: Figures) -> list[Table]:
    said = figures["objections"]
    counted: list[tuple[str, Any]] = [
        ("Keberatan diterima", said["received"]),
        ("di antaranya menurut register lama", said.get("old", 0)),
        ("Ditanggapi dalam tenggat", said["on_time"]),
        ("Lewat tenggat", said["late"]),
        ("di antaranya belum ditanggapi", said.get("unanswered", 0)),
        ("Perintah Atasan PPID dilaksanakan", said["fulfilled"]),
    ]
    outcomes = {stage.value: stage.label.capitalize() for stage in objection_domain.Stage} | {
        "open": "Belum ditanggapi menurut register lama",
        "other": "Tanggapan lain menurut register lama",
    }
    letters = {letter: f"Alasan {letter}: {one.wording}" for letter, one in grounds().items()}
    return [
        Table("Keberatan", _rows(counted)),
        Table("Keberatan menurut tanggapan Atasan PPID", _named(said["by_outcome"], outcomes)),
        Table("Keberatan menurut alasannya (UU 14/2008 Pasal 35 ayat (1))", _named(said["grounds"], letters)),
    ]


def _disputes(figures: Figures) -> list[Table]:
    said = figures["disputes"]
    rows = _rows([(label, said.get(name, 0)) for name, label in _DISPUTES.items()])
    return [
        Table("Sengketa di Komisi Informasi", rows),
        Table("Putusan Komisi Informasi", _named(said["rulings"], _RULINGS)),
        Table("Putusan pengadilan", _named(said.get("court_rulings", {}), _RULINGS)),
    ]


_TABLES = {
    "requests": _requests,
    "times": _times,
    "reasons": _reasons,
    "objections": _objections,
    "disputes": _disputes,
}


def _rows(counted: list[tuple[str, Any]]) -> Rows:
    return [(label, "–" if many is None else str(many).replace(".", ",")) for label, many in counted]


def _named(counted: Mapping[str, int], names: Mapping[str, str]) -> Rows:
    return [(names.get(code, code), str(many)) for code, many in counted.items() if many]
