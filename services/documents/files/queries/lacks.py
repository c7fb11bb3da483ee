"""What stands where a file cannot be handed out: which file it was when it was received, why, and since when."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from chassis.db import rows
from contracts.standing import FileStanding
from services.documents.files.domain.files import State
from services.documents.files.domain.lacks import FOUND_BY, Lack, lack_of
from services.documents.files.models.files import Document
from services.documents.files.queries.moments import moment
from services.documents.packing import Part

_FOUND = """
select subject, max(at) as at from audit_entry
where act = any(%(acts)s) and subject = any(%(subjects)s)
group by subject
"""


@dataclass(frozen=True, slots=True)
class Lacking:
    """A file that cannot be handed out: `size` in bytes and `sha256` as received, `why` in sentences.

    `since` is when that was found. What the gate keeps back has no name here, since that may tell what the file hides.
    """

    name: str | None
    size: int
    sha256: str
    lack: Lack
    since: datetime | None

    @property
    def why(self) -> str:
        """Why it is not there, and since when, to people."""
        if self.since is None:
            return self.lack.sentence
        return f"{self.lack.sentence} Tercatat sejak {moment(self.since)}."

    def told(self) -> dict[str, Any]:
        """As an index tells it to programs."""
        known = {"name": self.name, "size": self.size, "sha256": self.sha256} if self.name else {}
        return {**known, "lack": self.lack, "since": self.since.isoformat() if self.since else None}

    def notice(self, place: str) -> Part:
        """A text for the place in a package at which the file would lie."""
        lines = [self.why]
        if self.name:
            lines = [f"Nama: {self.name}", f"Ukuran saat diterima: {self.size} bita", f"SHA-256: {self.sha256}", *lines]
        title = f"{self.name or 'Sebuah berkas'} (tidak tersedia)"
        return Part.of(f"{place}.tidak-tersedia.txt", title, "text/plain", "\n".join([*lines, ""]).encode())


def lacking(documents: Iterable[Document], *, to_applicant: bool = False) -> Mapping[UUID, Lacking]:
    """Which of these files cannot be handed out; to an applicant, also those that the release gate did not pass."""
    found = {one: lack for one in documents if (lack := _lack(one, to_applicant=to_applicant))}
    since = _found(found) if found else {}
    return {
        one.id: Lacking(
            name=None if lack is Lack.KEPT_BACK else _as(one).name,
            size=_as(one).size,
            sha256=str(_as(one).sha256),
            lack=lack,
            since=one.received_at if lack is Lack.WAITING else since.get(_as(one).id) or since.get(one.id),
        )
        for one, lack in found.items()
    }


def _as(document: Document) -> Document:
    """What was given of a file; of one that was not, the file itself."""
    return (document.given_as if document.cleared else None) or document


def _lack(document: Document, *, to_applicant: bool) -> Lack | None:
    wrong = document.given_as.fault if document.given_as and document.standing == FileStanding.DAMAGED else None
    found = lack_of(State(document.state), document.fault or wrong)
    return found or (Lack.KEPT_BACK if to_applicant and not document.cleared else None)


def _found(documents: Iterable[Document]) -> dict[UUID, datetime]:
    asked = {"acts": list(FOUND_BY), "subjects": [str(id_) for one in documents for id_ in {one.id, _as(one).id}]}
    return {UUID(row["subject"]): row["at"] for row in rows(_FOUND, asked)}
