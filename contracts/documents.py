"""Events about files and how long they are kept, told by documents."""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from contracts.event import Event, event


@event("document", "stored", 1, key="document_id")
@dataclass(frozen=True, slots=True, kw_only=True)
class DocumentStored(Event):
    """A file passed its checks and lies in the evidence bucket under a version of its own. Told by documents.

    `sha256` is hexadecimal, `size` in bytes. The file's name is not told: people put names into it.
    """

    document_id: UUID
    request_id: UUID
    purpose: str
    media_type: str
    sha256: str
    size: int


@event("paper", "stored", 1, key="paper_id")
@dataclass(frozen=True, slots=True, kw_only=True)
class PaperStored(Event):
    """A paper that proves who asks passed its checks and is kept. Told by documents.

    `kind` is one of `statute/papers.yaml`; `came_at` is when it came to the office: on the tracking page, or on the way
    that an officer wrote down.
    """

    paper_id: UUID
    request_id: UUID
    kind: str
    came_at: datetime


@event("document", "damaged", 1, key="document_id")
@dataclass(frozen=True, slots=True, kw_only=True)
class DocumentDamaged(Event):
    """A kept file, read again by night, is not what was received. Told by documents.

    `fault` is `changed`, `missing` or `unreadable`; `sha256` (hexadecimal) is what it should be.
    """

    document_id: UUID
    request_id: UUID
    fault: str
    sha256: str


@event("document", "cleared", 1, key="document_id")
@dataclass(frozen=True, slots=True, kw_only=True)
class DocumentCleared(Event):
    """A stored file may be given: a checker read exactly the bytes with this digest, and nothing it found stands open.

    No longer sent, still heard: see `document.standing_changed`. Told by documents. `sha256` is hexadecimal.
    """

    document_id: UUID
    request_id: UUID
    sha256: str


@event("document", "blackened", 1, key="document_id")
@dataclass(frozen=True, slots=True, kw_only=True)
class DocumentBlackened(Event):
    """Something is blackened in a file: it is a blackened copy, the same bytes as one, or a copy made of one.

    No longer sent, still heard: see `document.standing_changed`. Told by documents.
    `grounds` are letters of UU 14/2008 Pasal 17, each once; which words were blackened is not told.
    """

    document_id: UUID
    request_id: UUID
    grounds: tuple[str, ...]


@event("document", "replaced", 1, key="document_id")
@dataclass(frozen=True, slots=True, kw_only=True)
class DocumentReplaced(Event):
    """A file that could be given may not be any more: a blackened copy of it was proposed.

    No longer sent, still heard: see `document.standing_changed`. Told by documents.
    """

    document_id: UUID
    request_id: UUID


@event("document", "suspended", 1, key="document_id")
@dataclass(frozen=True, slots=True, kw_only=True)
class DocumentSuspended(Event):
    """A file that could be given may not be for now: a PPID took back that something found in it may stay.

    No longer sent, still heard: see `document.standing_changed`. Told by documents.
    """

    document_id: UUID
    request_id: UUID


@event("document", "standing_changed", 1, key="document_id")
@dataclass(frozen=True, slots=True, kw_only=True)
class DocumentStandingChanged(Event):
    """A file stands otherwise than before; what was told last is true. Told by documents.

    `standing` is one of `contracts.standing`. Where the file may be given, or was, `sha256` (hexadecimal), `media_type`
    and `size` in bytes are those of what is given: a copy made anew, a redacted one, or the original by a person's
    decision. `grounds` are letters of UU 14/2008 Pasal 17 by which something is redacted in it.
    """

    document_id: UUID
    request_id: UUID
    standing: str
    sha256: str | None
    media_type: str | None
    size: int | None
    grounds: tuple[str, ...] = ()


@event("matter", "outlived", 1, key="request_id")
@dataclass(frozen=True, slots=True, kw_only=True)
class MatterOutlived(Event):
    """A request ended, a row of the retention schedule has run out since, and nothing holds it (UU 27/2022 ps. 43-44).

    Told by documents. Whoever keeps something of the person who asked forgets it. `schedule` names the row, `ended_on`
    the end that was counted from; a request that ends once more, as after a late objection, is told of once more.
    """

    request_id: UUID
    schedule: str
    ended_on: date
