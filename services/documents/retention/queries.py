"""Which files have outlived their schedule, what was proposed and decided about them, and the certificate."""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from sqlalchemy import select

from chassis import clock
from chassis.context import current
from chassis.db import transaction
from chassis.errors import NotFound
from chassis.offices import day_of, this_office, today
from chassis.service import runtime
from services.documents import storage
from services.documents.config import KEEP_AT_LEAST
from services.documents.files.domain.files import State
from services.documents.files.models.files import Document
from services.documents.files.queries.files import Damaged
from services.documents.files.queries.moments import moment
from services.documents.gate.models.copies import Copy
from services.documents.packing import disposal_pdf
from services.documents.retention.domain.disposal import Outcome, Stage, number
from services.documents.retention.models.disposals import Disposal, DisposalFile
from services.documents.retention.models.holds import Matter
from statute.calendar import long_date
from statute.retention import destruction_article, schedules

OPEN = (Stage.PROPOSED, Stage.APPROVED)


RELEASE_COPIES = select(Copy.document_id).where(Copy.redaction_id.is_(None))


@dataclass(frozen=True, slots=True)
class Due:
    """A file that has outlived its schedule, and when its case ended."""

    document: Document
    ended_on: date


@dataclass(frozen=True, slots=True)
class ListedFile:
    """A file on a list, and what is known about it."""

    entry: DisposalFile
    document: Document


@dataclass(frozen=True, slots=True)
class Vouched:
    """What anybody may know of a certificate: no name, neither of a person nor of a file. `size` is in bytes."""

    office: str
    number: str
    done_on: date
    destroyed: int
    sha256: str
    size: int


@dataclass(frozen=True, slots=True)
class Listed:
    """A disposal with the files on its list."""

    disposal: Disposal
    files: list[ListedFile]


def copies_of(document_id: UUID) -> Sequence[Document]:
    """The release copies of a file, which go where it goes."""
    ids = select(Copy.document_id).where(Copy.original_id == document_id, Copy.redaction_id.is_(None))
    with transaction() as session:
        return session.scalars(select(Document).where(Document.id.in_(ids)).with_for_update()).all()


def due() -> list[Due]:
    """The files of the office in force that nothing keeps any more and that are on no open list, oldest first."""
    listed = (
        select(DisposalFile.document_id)
        .join(Disposal, (Disposal.tenant == DisposalFile.tenant) & (Disposal.id == DisposalFile.disposal_id))
        .where(Disposal.stage.in_(OPEN))
    )
    destroyed = [kind for kind, schedule in schedules().items() if schedule.destroyed]
    found = (
        select(Document, Matter.ended_on)
        .join(Matter, (Matter.tenant == Document.tenant) & (Matter.request_id == Document.request_id))
        .where(Document.state == State.STORED, Document.keep_until < today(), ~Document.held)
        .where(Document.purpose.in_(destroyed), Document.id.not_in(listed), Document.id.not_in(RELEASE_COPIES))
        .where(Document.stored_at < clock.now() - KEEP_AT_LEAST)  # its lock lasts that long whatever the schedule says
        .order_by(Document.keep_until, Document.id)
    )
    with transaction() as session:
        return [Due(row.Document, row.ended_on) for row in session.execute(found)]


def listed() -> list[Listed]:
    """Every disposal of the office, the newest first."""
    with transaction() as session:
        found = session.scalars(select(Disposal).order_by(Disposal.proposed_at.desc(), Disposal.id)).all()
        return [Listed(one, _with_documents(one.id)) for one in found]


def approved() -> Sequence[UUID]:
    """The disposals that are to be carried out."""
    with transaction() as session:
        return session.scalars(select(Disposal.id).where(Disposal.stage == Stage.APPROVED)).all()


def files_of(disposal_id: UUID) -> list[DisposalFile]:
    """The files on a list."""
    return [one.entry for one in _with_documents(disposal_id)]


def certificate(disposal_id: UUID) -> bytes:
    """The certificate as it was laid into the evidence: the very one that is on record, whatever was laid over it.

    Raises:
        NotFound: this office has no such disposal, or it is not done. Damaged: it is not there. StorageAway.
    """
    found = _done(disposal_id)
    for pdf in storage.here().kept(current().tenant, certificate_name(disposal_id).rpartition("/")[0]):
        if hashlib.sha256(pdf).hexdigest() == found.certificate_sha256:
            return pdf
    raise Damaged("Berita acara ini tidak lagi sama dengan saat dibuat; pengelola sistem perlu memulihkannya.")


def vouched(disposal_id: UUID) -> Vouched:
    """What the office vouches for behind the QR code of a certificate.

    Raises:
        NotFound: this office has no such disposal, or it is not done.
    """
    found = _done(disposal_id)
    done_on = day_of(found.done_at or clock.now())
    destroyed = sum(file.outcome == Outcome.DESTROYED for file in files_of(disposal_id))
    digest, size = str(found.certificate_sha256), found.certificate_size or 0
    return Vouched(this_office().name, number(disposal_id, done_on), done_on, destroyed, digest, size)


def _done(disposal_id: UUID) -> Disposal:
    with transaction() as session:
        found = session.get(Disposal, (current().tenant, disposal_id))
    if found is None or found.stage != Stage.DONE:
        raise NotFound
    return found


def certificate_name(disposal_id: UUID) -> str:
    """Where the certificate lies among the office's records."""
    return f"disposals/{disposal_id}/berita-acara.pdf"


def certificate_of(disposal_id: UUID, at: datetime) -> bytes:
    """The certificate as it is drawn up now: what was destroyed, what was kept after all, who proposed and decided."""
    office = this_office()
    with transaction() as session:
        found = session.get_one(Disposal, (current().tenant, disposal_id))
    files = _with_documents(disposal_id)
    articles = sorted({schedules()[one.document.purpose].article for one in files})
    site = runtime().settings.office_url(office.host)
    said = {
        "office": office.name,
        "number": number(disposal_id, day_of(at)),
        "done": moment(at),
        "proposed": f"{found.proposer}, {moment(found.proposed_at)}",
        "decided": f"{found.decider}, {moment(found.decided_at or at)}",
        "basis": "; ".join([*articles, destruction_article()]),
        "check_url": f"{site}/periksa-berkas",
        "verification_url": f"{site}/berita-acara/{disposal_id}",
        **{outcome.value: [_told(one) for one in files if one.entry.outcome == outcome] for outcome in Outcome},
    }
    return disposal_pdf.render(said, at)


def _told(one: ListedFile) -> dict[str, str | int | None]:
    return {
        "name": one.document.name,
        "size": one.document.size,
        "sha256": one.document.sha256,
        "ended": long_date(one.entry.ended_on),
        "kept_until": long_date(one.entry.kept_until),
    }


def _with_documents(disposal_id: UUID) -> list[ListedFile]:
    same = (Document.tenant == DisposalFile.tenant) & (Document.id == DisposalFile.document_id)
    found = select(DisposalFile, Document).join(Document, same).where(DisposalFile.disposal_id == disposal_id)
    with transaction() as session:
        rows = session.execute(found.order_by(DisposalFile.kept_until, Document.id))
        return [ListedFile(row.DisposalFile, row.Document) for row in rows]
