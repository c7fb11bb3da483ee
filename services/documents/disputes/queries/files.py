"""The file of a dispute (berkas sengketa): what happened, proof of service, every document with its digest.

It says what is on record and nothing of today, so that the same record is the same file, byte for byte.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime, time
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from sqlalchemy import select

from chassis.db import rows, transaction
from chassis.offices import local, this_office
from chassis.service import runtime
from services.documents import packing
from services.documents.answers.domain import entry_name
from services.documents.answers.queries import part
from services.documents.disputes.domain.exhibits import taken_in_by
from services.documents.disputes.queries import exhibits as bundling
from services.documents.disputes.queries.exhibits import Bundle, Exhibit
from services.documents.files.domain.files import ON_RECORD
from services.documents.files.models.files import Document
from services.documents.files.models.releases import Release
from services.documents.files.queries import neighbours
from services.documents.files.queries.files import documents_of
from services.documents.files.queries.lacks import Lacking, lacking
from services.documents.files.queries.moments import moment
from services.documents.packing import Cover, Part
from statute.calendar import long_date

PDF = "berkas-sengketa.pdf"
GIVEN, WITHHELD = "diberikan", "tidak-diberikan"  # folders: what the applicant never got is told apart at a glance
WITHHELD_PDF = f"{WITHHELD}/bukti-tidak-diberikan.pdf"
_FOR_WHOM = (
    f"ZIP ini untuk kantor dan majelis yang memeriksa: folder {WITHHELD}, daftar isi, dan daftar sidik menyebut "
    f"nama berkas yang tidak pernah diberikan kepada pemohon. Kepada semua pihak cukup serahkan {PDF}, "
    "yang tidak memuat namanya."
)
_FETCHED = """
select at, act, facts ->> 'lacking' as lacking from audit_entry
where actor = %(actor)s and act in ('document.opened', 'answer.packed')
order by id
"""


@dataclass(frozen=True, slots=True)
class DisputeFile:
    """A dispute's file as it is told.

    `given` says since when the applicant has a document: a decision named it, and the release gate passed it. `lacking`
    are those of the documents that cannot be handed out now. `at` is when the last thing in it happened.
    """

    record: dict[str, Any]
    documents: list[Document]
    given: dict[UUID, datetime]
    lacking: Mapping[UUID, Lacking]
    served: list[tuple[datetime, str]]
    at: datetime


@dataclass(frozen=True, slots=True)
class Exhibits:
    """What is shown to all parties, and what the applicant never got."""

    shown: list[Exhibit]
    withheld: list[Exhibit]

    def __iter__(self) -> Iterator[Exhibit]:
        """All of them, in the order of their numbers."""
        yield from (*self.shown, *self.withheld)


def told(record: dict[str, Any]) -> DisputeFile:
    """All that is on record about a dispute of which the register said `record` (`neighbours.dispute`).

    Raises:
        Unavailable: notify does not answer.
    """
    request_id = UUID(record["request_id"])
    kept = list(documents_of(request_id, ON_RECORD))
    with transaction() as session:
        released = session.scalars(select(Release).where(Release.request_id == request_id))
        released_at = {one.document_id: one.released_at for one in released}
        fetched = rows(_FETCHED, {"actor": f"request:{request_id}"})
    given = {one.id: released_at[one.id] for one in kept if one.id in released_at and one.cleared}
    served = sorted([*_sent(neighbours.messages(request_id)), *_taken(fetched)])
    moments = [_noon(happening["on"]) for happening in record["happenings"]]
    moments += [*given.values(), *(at for at, _ in served), *(one.stored_at or one.received_at for one in kept)]
    missed = lacking(kept)
    moments += [one.since for one in missed.values() if one.since]
    return DisputeFile(record, kept, given, missed, served, local(max(moments)).replace(microsecond=0))


def exhibits(file: DisputeFile) -> Exhibits:
    """Letters in the order of the law, then what the applicant got, then what was withheld, numbered through.

    Raises:
        Unavailable: the register does not give a letter.
    """
    letters = [
        (Part.of(f"surat/{entry_name(at, name)}", title, "application/pdf", content), said)
        for at, (name, title, said, content) in enumerate(_letters(file.record), 1)
    ]
    named = list(_named(file))
    given = [one for one in named if one[1].id in file.given]
    withheld = [one for one in named if one[1].id not in file.given]
    first = len(letters) + 1
    shown = [Exhibit(number, letter, said) for number, (letter, said) in enumerate(letters, 1)]
    shown += [_exhibit(number, *one, file) for number, one in enumerate(given, first)]
    first += len(given)
    return Exhibits(shown, [_exhibit(number, *one, file) for number, one in enumerate(withheld, first)])


def _pdf(file: DisputeFile, found: Exhibits, each: Callable[[], object]) -> Bundle:
    """What goes to all parties as one PDF, letters and given documents as its pages."""
    record = file.record
    said = {
        "title": "Berkas sengketa informasi",
        "footing": "berkas sengketa",
        "happenings": [one | {"on": long_date(date.fromisoformat(one["on"]))} for one in record["happenings"]],
        "served": [(moment(at), said) for at, said in file.served],
        "notes": list(elsewhere(record)),
        "withheld": [one.unnamed() for one in found.withheld],
    }
    return bundling.bound(found.shown, _headed(file) | said, file.at, each)


def _withheld_pdf(file: DisputeFile, found: Exhibits, each: Callable[[], object]) -> Bundle:
    """What the applicant never got, as a PDF of its own for the panel that asks to see it."""
    said = {
        "title": "Dokumen yang tidak diberikan kepada pemohon",
        "footing": "dokumen yang tidak diberikan, sengketa",
        "happenings": [],
        "served": [],
        "notes": ["Hanya untuk majelis yang memeriksanya. Jangan serahkan kepada pihak lain."],
        "withheld": [],
    }
    return bundling.bound(found.withheld, _headed(file) | said, file.at, each)


def made(file: DisputeFile, found: Exhibits, each: Callable[[], object]) -> tuple[Bundle, Iterator[bytes]]:
    """The PDF, and the same with every letter and document, an index and the digests, in one ZIP made while it is read.

    Args:
        each: called when the pages of an exhibit are there.

    Raises:
        Damaged, Unavailable: see `bundling.bound`. Altered: while the ZIP is read.
    """
    pdf = _pdf(file, found, each)
    parts = [pdf.part(PDF, "Kronologi, bukti penyampaian, daftar bukti, dan halaman bukti")]
    if found.withheld:
        parts.append(_withheld_pdf(file, found, each).part(WITHHELD_PDF, "Halaman dokumen yang tidak diberikan"))
    parts += [replace(one.part, title=f"Bukti T-{one.number}: {one.part.title}") for one in found]
    return pdf, packing.packed(packing.indexed(parts, _cover(file, found)), file.at)


def zip_name(record: Mapping[str, Any]) -> str:
    """What the ZIP is called."""
    return f"berkas-sengketa-{record['objection_number'].replace('/', '-')}.zip"


def _headed(file: DisputeFile) -> dict[str, Any]:
    record = file.record
    return {
        **{name: record[name] for name in ("commission", "request_number", "objection_number", "grounds")},
        "office": this_office().name,
        "number": record["register_number"] or "belum diregistrasi",
        "drawn_up": long_date(file.at.date()),
    }


def elsewhere(record: Mapping[str, Any]) -> Iterator[str]:
    """What belongs to the dispute and lies in another place, in sentences."""
    if record["passed"]:
        yield (
            f"Permohonan ini lebih dahulu diterima {', lalu '.join(record['passed'])}, kemudian dialihkan ke kantor "
            "ini. Surat kantor itu kepada pemohon sampai hari pengalihan, termasuk pemberitahuan pengalihan, ada pada "
            "kantor itu dan tidak dimuat di sini."
        )
    if record["part_of"]:
        yield (
            f"Permohonan ini bagian dari permohonan {record['part_of']}, yang dipecah. Surat atas permohonan itu ada "
            "di sini; berkas yang dilampirkan padanya sebelum dipecah tetap pada permohonan itu dan tidak dimuat."
        )


def _letters(record: dict[str, Any]) -> Iterator[tuple[str, str, str, bytes]]:
    """What the office wrote, in the order of the law: name of the file, what it is called, when, the letter."""
    request_id = UUID(record["request_id"])
    for one in record["letters"]:
        letter = neighbours.case_letter(UUID(one["request_id"]), one["id"])
        on = long_date(date.fromisoformat(one["on"]))
        yield f"{one['title']}.pdf", f"{one['title']}, {on}", f"surat {on}", letter
    if record["decided_on"]:
        notice = neighbours.letter_of(request_id)
        on = long_date(date.fromisoformat(record["decided_on"]))
        yield notice.name, f"Pemberitahuan tertulis {notice.letter_number}", f"surat {on}", notice.pdf
    if record["answered_on"]:
        number = record["objection_number"]
        letter = neighbours.reply(UUID(record["objection_id"]))
        on = long_date(date.fromisoformat(record["answered_on"]))
        yield f"tanggapan-{number.replace('/', '-')}.pdf", f"Tanggapan atas keberatan {number}", f"surat {on}", letter


def _named(file: DisputeFile) -> Iterator[tuple[Part, Document]]:
    for position, document in enumerate(file.documents, 1):
        folder = GIVEN if document.id in file.given else WITHHELD
        shown = (document.given_as if document.id in file.given else None) or document
        place, missed = f"{folder}/{entry_name(position, shown.name)}", file.lacking.get(document.id)
        yield missed.notice(place) if missed else part(place, shown), document


def _exhibit(number: int, lying: Part, document: Document, file: DisputeFile) -> Exhibit:
    given = file.given.get(document.id)
    return Exhibit(
        number,
        lying,
        f"diterima {moment(document.received_at)}",
        taken_in_by(document.brought_by, document.bringer, is_copy=document.copy is not None),
        f"kepada pemohon, {moment(given)}" if given else None,
        file.lacking.get(document.id),
    )


def _cover(file: DisputeFile, found: Exhibits) -> Cover:
    office, record = this_office(), file.record
    number = record["register_number"] or "belum diregistrasi"
    missed = [one for one in found if one.lack]
    said = "; ".join(f"Bukti T-{one.number}" for one in missed)
    return Cover(
        title="Berkas sengketa informasi",
        rows=[
            ("Kantor", office.name),
            ("Komisi Informasi", record["commission"]),
            ("Nomor register", number),
            ("Nomor permohonan", record["request_number"]),
            ("Nomor keberatan", record["objection_number"]),
            *([("Untuk siapa", _FOR_WHOM)] if found.withheld else []),
            *([("Tidak tersedia", f"{said}. Di tempatnya ada keterangan.")] if missed else []),
        ],
        facts={
            "office": office.name,
            **record,
            "served": [(at.isoformat(), how) for at, how in file.served],
            "lacking": [{"number": one.number, **one.lack.told()} for one in missed if one.lack],
        },
        check_url=f"{runtime().settings.office_url(office.host)}/periksa-berkas",
    )


def _sent(messages: Iterable[dict[str, Any]]) -> Iterator[tuple[datetime, str]]:
    for one in messages:
        if one["sent_at"]:
            yield local(datetime.fromisoformat(one["sent_at"])), f"{one['label']}: diterima server surel pemohon"


def _taken(fetched: Iterable[dict[str, Any]]) -> Iterator[tuple[datetime, str]]:
    for one in fetched:
        what = "paket jawaban" if one["act"] == "answer.packed" else "sebuah berkas jawaban"
        if one["lacking"] not in (None, "0"):
            what += f" yang tidak lengkap (kurang {one['lacking']} berkas)"
        yield local(one["at"]), f"Pemohon mengunduh {what} dari halaman permohonan"


def _noon(day: str) -> datetime:
    return datetime.combine(date.fromisoformat(day), time(12), ZoneInfo(this_office().time_zone))
