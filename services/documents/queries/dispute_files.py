"""The file of a dispute (berkas sengketa): what happened, proof of service, every document with its digest.

It says what is on record and nothing of today, so that the same record is the same file, byte for byte.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from sqlalchemy import select

from chassis import clock
from chassis.context import current
from chassis.db import rows, transaction
from chassis.directory import Office
from chassis.service import runtime
from services.documents import packing
from services.documents.domain.files import State
from services.documents.domain.packing import entry_name
from services.documents.models.files import Document
from services.documents.models.releases import Release
from services.documents.packing import Cover, Part, dispute_pdf
from services.documents.queries import neighbours
from services.documents.queries.answers import Package, part
from services.documents.queries.files import documents_of, stored
from statute.calendar import long_date

PDF = "berkas-sengketa.pdf"
GIVEN, WITHHELD = "diberikan", "tidak-diberikan"  # folders: what the applicant never got is told apart at a glance
_FETCHED = """
select at, act from audit_entry
where actor = %(actor)s and act in ('document.opened', 'answer.packed')
order by id
"""


@dataclass(frozen=True, slots=True)
class DisputeFile:
    """A dispute's file as it is told: `at` is when the last thing in it happened."""

    record: dict[str, Any]
    documents: list[Document]
    given: dict[UUID, datetime]
    served: list[tuple[datetime, str]]
    at: datetime


def told(dispute_id: UUID) -> DisputeFile:
    """All that is on record about a dispute.

    Raises:
        NotFound: this office has no such dispute. Damaged: a document is not what was received.
        Unavailable: the register or notify does not answer.
    """
    record = neighbours.dispute(dispute_id)
    request_id = UUID(record["request_id"])
    kept = [stored(one.id) for one in documents_of(request_id) if one.state == State.STORED]
    with transaction() as session:
        released = session.scalars(select(Release).where(Release.request_id == request_id))
        given = {one.document_id: one.released_at for one in released}
        fetched = rows(_FETCHED, {"actor": f"request:{request_id}"})
    served = sorted([*_sent(neighbours.messages(request_id)), *_taken(fetched)])
    moments = [_noon(happening["on"]) for happening in record["happenings"]]
    moments += [*given.values(), *(at for at, _ in served), *(one.stored_at for one in kept if one.stored_at)]
    return DisputeFile(record, kept, given, served, _local(max(moments)).replace(microsecond=0))


def pdf(file: DisputeFile) -> bytes:
    """The file as one accessible PDF."""
    office, record = _office(), file.record
    return dispute_pdf.render(
        {
            **{name: record[name] for name in ("commission", "request_number", "objection_number", "grounds")},
            "office": office.name,
            "number": record["register_number"] or "belum diregistrasi",
            "drawn_up": long_date(file.at.date()),
            "happenings": [one | {"on": long_date(date.fromisoformat(one["on"]))} for one in record["happenings"]],
            "served": [(_moment(at), said) for at, said in file.served],
            "documents": [_listed(name, one, file) for name, one in _named(file)],
        },
        file.at,
    )


def package(file: DisputeFile) -> Package:
    """The same PDF with every letter and document, an index and the digests, in one ZIP.

    Raises:
        Unavailable: the register does not give a letter.
    """
    parts = [Part.of(PDF, "Kronologi, bukti penyampaian, daftar dokumen", "application/pdf", pdf(file))]
    parts += [
        Part.of(f"surat/{entry_name(at, name)}", title, "application/pdf", content)
        for at, (name, title, content) in enumerate(_letters(file.record), 1)
    ]
    parts += [part(name, document) for name, document in _named(file)]
    content = packing.packed(packing.indexed(parts, _cover(file)), file.at)
    return Package(f"berkas-sengketa-{file.record['objection_number'].replace('/', '-')}.zip", len(parts), content)


def _letters(record: dict[str, Any]) -> Iterator[tuple[str, str, bytes]]:
    """What the office wrote, in the order of the law: name of the file, what it is called, the letter."""
    request_id = UUID(record["request_id"])
    for one in record["letters"]:
        title = f"{one['title']}, {long_date(date.fromisoformat(one['on']))}"
        yield f"{one['title']}.pdf", title, neighbours.case_letter(request_id, one["id"])
    if record["decided"]:
        notice = neighbours.letter_of(request_id)
        yield notice.name, f"Pemberitahuan tertulis {notice.letter_number}", notice.pdf
    if record["answered"]:
        number = record["objection_number"]
        title = f"Tanggapan atas keberatan {number}"
        yield f"tanggapan-{number}.pdf", title, neighbours.reply(UUID(record["objection_id"]))


def _named(file: DisputeFile) -> Iterator[tuple[str, Document]]:
    for position, document in enumerate(file.documents, 1):
        folder = GIVEN if document.id in file.given else WITHHELD
        yield f"{folder}/{entry_name(position, document.name)}", document


def _listed(name: str, document: Document, file: DisputeFile) -> dict[str, Any]:
    given = file.given.get(document.id)
    return {
        "name": name,
        "title": document.name,
        "size": document.size,
        "sha256": document.sha256,
        "received": _moment(document.received_at),
        "given": _moment(given) if given else None,
    }


def _cover(file: DisputeFile) -> Cover:
    office, record = _office(), file.record
    number = record["register_number"] or "belum diregistrasi"
    return Cover(
        title="Berkas sengketa informasi",
        rows=[
            ("Kantor", office.name),
            ("Komisi Informasi", record["commission"]),
            ("Nomor register", number),
            ("Nomor permohonan", record["request_number"]),
            ("Nomor keberatan", record["objection_number"]),
            ("Folder tidak-diberikan", "Berkas yang tidak pernah diberikan kepada pemohon; keluarkan bila tertutup."),
        ],
        facts={"office": office.name, **record, "served": [(at.isoformat(), said) for at, said in file.served]},
        check_url=f"{runtime().settings.office_url(office.host)}/periksa-berkas",
    )


def _sent(messages: Iterable[dict[str, Any]]) -> Iterator[tuple[datetime, str]]:
    for one in messages:
        if one["sent_at"]:
            yield _local(datetime.fromisoformat(one["sent_at"])), f"{one['label']}: diterima server surel pemohon"


def _taken(fetched: Iterable[dict[str, Any]]) -> Iterator[tuple[datetime, str]]:
    for one in fetched:
        what = "paket jawaban" if one["act"] == "answer.packed" else "sebuah berkas jawaban"
        yield _local(one["at"]), f"Pemohon mengunduh {what} dari halaman permohonan"


def _noon(day: str) -> datetime:
    return datetime.combine(date.fromisoformat(day), time(12), ZoneInfo(_office().time_zone))


def _local(at: datetime) -> datetime:
    return clock.in_zone(at, _office().time_zone)


def _moment(at: datetime) -> str:
    return f"{long_date(_local(at).date())} {_local(at):%H.%M}"


def _office() -> Office:
    return runtime().directory.by_code(current().tenant)
