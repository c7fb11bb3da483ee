"""What an office gave in answer to a request: the files by name, and all of it in one package with the letter."""

from collections.abc import Iterator, Sequence
from contextvars import copy_context
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from uuid import UUID

from sqlalchemy import select

from chassis.db import transaction
from chassis.errors import NotFound
from chassis.offices import local, this_office
from chassis.service import runtime
from services.documents import packing
from services.documents.answers.domain import entry_name
from services.documents.files.domain.files import SHOWN, State
from services.documents.files.models.files import Document
from services.documents.files.models.releases import Release
from services.documents.files.queries import files
from services.documents.files.queries.files import NotReady
from services.documents.files.queries.lacks import Lacking, lacking
from services.documents.files.queries.neighbours import Letter, letter_of
from services.documents.packing import Cover, Part
from statute.calendar import long_date


@dataclass(frozen=True, slots=True)
class Given:
    """A file that was given, the file whose bytes were given of it, and when."""

    named: Document
    document: Document
    released_at: datetime

    @property
    def is_destroyed(self) -> bool:
        """Whether it was destroyed by schedule since; then it only has a name."""
        return self.named.state == State.DESTROYED


@dataclass(frozen=True, slots=True)
class Package:
    """An answer package on its way out: a name for it, and its bytes as they are made.

    It holds so many `files`; `lacking` more were given and cannot be handed out now.
    """

    name: str
    files: int
    lacking: int
    content: Iterator[bytes]


def given(request_id: UUID) -> list[Given]:
    """The files that decisions gave to the applicant of a request, in the order in which they were brought.

    What was destroyed by schedule since is among them, so that nobody wonders where it went.

    Raises:
        NotFound: none of this office was.
    """
    found = (
        select(Document, Release.released_at)
        .join(Release, (Release.tenant == Document.tenant) & (Release.document_id == Document.id))
        .where(Release.request_id == request_id, Document.state.in_(SHOWN | {State.DESTROYED}))
        .order_by(Document.received_at, Document.id)
    )
    found = found.options(*files.GIVEN_AS)
    with transaction() as session:
        rows = [
            Given(row.Document, row.Document.given_as or row.Document, row.released_at)
            for row in session.execute(found)
        ]
    if not rows:
        raise NotFound
    return rows


def package(request_id: UUID) -> Package:
    """All that was given, with the letter, an index and the digests.

    Where a file is not whole, was destroyed, or did not pass the release gate, a text stands in its place, and name,
    title and index say that the package is not complete.

    Raises:
        NotFound: nothing was given, or it was destroyed since. NotReady: not one file can be handed out now.
        Unavailable: the register does not give the letter; a package is never without it.
    """
    released = given(request_id)
    missed = lacking((one.named for one in released), to_applicant=True)
    if all(one.is_destroyed for one in released):
        raise NotFound
    if len(missed) == len(released):
        raise NotReady("Berkas jawaban ini sedang tidak dapat diunduh. Coba lagi nanti.")
    letter = letter_of(request_id)
    told = f"Pemberitahuan tertulis {letter.letter_number}"
    parts = [
        Part.of(f"surat/{letter.name}", told, "application/pdf", letter.pdf),
        *(_lying(n, one.document, missed.get(one.named.id)) for n, one in enumerate(released, 1)),
    ]
    at = local(max(one.released_at for one in released))
    content = packing.packed(packing.indexed(parts, _cover(letter, at, list(missed.values()), len(released))), at)
    name = f"jawaban-{letter.number.replace('/', '-')}{'-tidak-lengkap' if missed else ''}.zip"
    return Package(name, len(released) - len(missed), len(missed), content)


def _lying(number: int, document: Document, missed: Lacking | None) -> Part:
    if missed is None:
        return part(f"berkas/{entry_name(number, document.name)}", document)
    return missed.notice(f"berkas/{entry_name(number, missed.name or 'berkas')}")


def _cover(letter: Letter, at: datetime, missed: Sequence[Lacking], files: int) -> Cover:
    office = this_office()
    short = (
        f"{len(missed)} dari {files} berkas tidak ada di dalam paket ini; di tempatnya ada keterangan sebabnya. "
        "Tanyakan kepada kantor, atau unduh lagi nanti."
    )
    return Cover(
        title="Jawaban permohonan informasi" + (" (tidak lengkap)" if missed else ""),
        rows=[
            ("Kantor", office.name),
            ("Nomor permohonan", letter.number),
            ("Nomor surat", letter.letter_number),
            ("Diberikan", long_date(at.date())),
            *([("Tidak lengkap", short)] if missed else []),
        ],
        facts={
            "office": office.name,
            "request_number": letter.number,
            "letter_number": letter.letter_number,
            "released_at": at.isoformat(),
            "lacking": [one.told() for one in missed],
        },
        check_url=f"{runtime().settings.office_url(office.host)}/periksa-berkas",
    )


def part(name: str, document: Document) -> Part:
    """A kept file as a part of a package, opened when its turn comes."""
    # By then the request that asked is over; what was in force for it still holds for the file.
    body = partial(copy_context().run, files.content, document, start=0, length=document.size)
    return Part(name, document.name, document.media_type, document.size, str(document.sha256), body)
