"""Which redactions there are, how far they are, and the pictures of their pages."""

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from tempfile import TemporaryFile
from typing import Any, BinaryIO, cast
from uuid import UUID

from sqlalchemy import ColumnElement, func, select

from chassis import confining
from chassis.confining import Overran
from chassis.context import current
from chassis.db import transaction
from chassis.errors import NotFound
from chassis.service import runtime
from contracts.standing import MAY_BE_GIVEN
from services.documents.files.domain.files import IN_QUARANTINE, State
from services.documents.files.models.files import Document
from services.documents.files.queries.files import LOOKED_AT, content, stored
from services.documents.gate.domain.findings import Person
from services.documents.gate.models import copies as models
from services.documents.redaction.domain import redactions as domain
from services.documents.redaction.domain.masks import Mask, check_maskable
from services.documents.redaction.domain.redactions import (
    Act,
    Box,
    CopyNotReady,
    CopyState,
    NotRedactable,
    Stage,
    Standing,
)
from services.documents.redaction.models import Redaction, RedactionBoxes


@dataclass(frozen=True, slots=True)
class Copy:
    """The blackened copy of a proposal, as far as it is."""

    state: CopyState
    document: UUID | None = None
    why: str | None = None
    sha256: str | None = None
    size: int | None = None
    text: bool | None = None
    approved_at: datetime | None = None
    cleared: bool = False
    done: int = 0
    whole: int = 0


@dataclass(frozen=True, slots=True)
class Version:
    """That a list of boxes was saved, by which actor of which name, and how many there were."""

    version: int
    saved_by: str
    saver: str | None
    saved_at: datetime
    count: int


@dataclass(frozen=True, slots=True)
class Saved:
    """A list of boxes, or of masks, as it was saved once."""

    version: int
    saved_by: str
    saved_at: datetime
    boxes: Sequence[dict[str, Any]]
    masks: Sequence[dict[str, Any]]


@dataclass(frozen=True, slots=True)
class Sheet:
    """A redaction with all that is known about it."""

    redaction: Redaction
    original: Document
    boxes: Sequence[Box]
    masks: Sequence[Mask]
    versions: Sequence[Version]
    copy: Copy | None

    @property
    def standing(self) -> Standing:
        """As the rules see it."""
        hands = {self.redaction.started_by, *(saved.saved_by for saved in self.versions)}
        return standing(self.redaction, len(self.boxes) + len(self.masks), self.copy, hands)

    @property
    def acts(self) -> list[dict[str, Any]]:
        """What whoever asks may do now, or why not."""
        person = Person(current().actor, current().roles)
        found = {act: domain.obstacle(act, self.standing, person) for act in Act}
        return [{"act": act, "allowed": not why, "reason": why.detail if why else None} for act, why in found.items()]


def standing(found: Redaction, boxes: int, copy: Copy | None, hands: Iterable[str] = ()) -> Standing:
    """A redaction as the rules see it; `hands` are the actors who began and drew it, where that matters."""
    return Standing(Stage(found.stage), boxes, found.proposed_by, copy.state if copy else None, frozenset(hands))


def redaction(redaction_id: UUID) -> Sheet:
    """One redaction.

    Raises:
        NotFound: this office has no such redaction.
    """
    with transaction() as session:
        found = session.get(Redaction, (current().tenant, redaction_id))
        if found is None:
            raise NotFound
        return _sheet(found)


def sheets(which: ColumnElement[bool]) -> list[Sheet]:
    """Some redactions, newest first."""
    with transaction() as session:
        order = Redaction.started_at.desc(), Redaction.id
        return [_sheet(one) for one in session.scalars(select(Redaction).where(which).order_by(*order)).all()]


def boxes_of(found: Redaction) -> list[Box]:
    """The list of boxes in force; of a file without pages there are none."""
    return [Box(**told) for told in _in_force(found) if is_box(told)]


def masks_of(found: Redaction) -> list[Mask]:
    """The list of masks in force; of a file that has pages there are none."""
    return [Mask(**told) for told in _in_force(found) if not is_box(told)]


def is_box(told: dict[str, Any]) -> bool:
    """Whether a mark as it is kept is a box on a page."""
    return "page" in told


def _in_force(found: Redaction) -> list[dict[str, Any]]:
    with transaction() as session:
        saved = session.get(RedactionBoxes, (found.tenant, found.id, found.boxes_version))
    return _whole(saved) if saved else []


def _whole(saved: RedactionBoxes) -> list[dict[str, Any]]:
    """A list as it was saved; without what it said of people where its file was destroyed."""
    said = runtime().sealer.open(saved.said, domain.SEALED) if saved.said else [{}] * len(saved.boxes)
    return [told | words for told, words in zip(saved.boxes, said, strict=True)]


def saved_boxes(redaction_id: UUID, version: int) -> Saved:
    """A list of boxes or masks as it was saved once.

    Raises:
        NotFound: there is no such list.
    """
    with transaction() as session:
        found = session.get(RedactionBoxes, (current().tenant, redaction_id, version))
    if found is None:
        raise NotFound
    whole = _whole(found)
    boxes, masks = [told for told in whole if is_box(told)], [told for told in whole if not is_box(told)]
    return Saved(found.version, found.saved_by, found.saved_at, boxes, masks)


def words_hidden(copy: models.Copy) -> list[str]:
    """The words that a redacted copy must not hold, since they were redacted in it."""
    with transaction() as session:
        saved = session.get(RedactionBoxes, (copy.tenant, copy.redaction_id, copy.boxes_version))
    return sorted({mark["words"] for mark in _whole(saved) if mark.get("words")}) if saved else []


def copy(redaction_id: UUID) -> Document:
    """The blackened copy of a proposal, to look at.

    Raises:
        NotFound: this office has no such redaction. CopyNotReady: there is no copy yet. Damaged.
    """
    found = redaction(redaction_id).copy
    if found is None or found.document is None or found.state is not CopyState.READY:
        raise CopyNotReady("Salinannya belum ada. Usulkan penghitaman ini, lalu tunggu sebentar.")
    return stored(found.document)


def picture(document: Document, page: int) -> bytes:
    """A page of a stored file as PNG.

    Raises:
        NotFound: there is no such page. NotRedactable: it cannot be drawn. Unavailable: not now.
        StorageAway, Missing: see `storage`.
    """
    _, png = read(document, "redaction.drawing", page=page)
    if not png:
        raise NotFound
    return png


def sought(sheet: Sheet, words: Sequence[str], patterns: Sequence[str]) -> dict[str, Any]:
    """What a file without pages says of words and kinds of personal data, as `redaction.seeking` tells it.

    Raises:
        NotRedactable: it has pages, or cannot be read. NotReady, Damaged, Unavailable, StorageAway, Missing: not now.
    """
    check_maskable(sheet.original.media_type)
    masks = [mask.told() for mask in sheet.masks]
    original = stored(sheet.original.id)
    found, _ = read(original, "redaction.seeking", words=list(words), patterns=list(patterns), masks=masks)
    return cast(dict[str, Any], found)


def read(document: Document, job: str, **said: Any) -> tuple[Any, bytes]:
    """Have a stored file read by a confined child.

    Raises:
        NotRedactable: reading it took too much. Unavailable: the child got no turn. StorageAway, Missing.
    """
    with fetched(document) as file:
        try:
            told, made = confining.run(f"services.documents.{job}", file, media_type=document.media_type, **said)
        except Overran as burst:
            raise NotRedactable("Berkas ini terlalu rumit untuk dihitamkan di sini.") from burst
    return told, made


@contextmanager
def fetched(document: Document) -> Iterator[BinaryIO]:
    """A stored file on the disk of this machine, for as long as it is looked at.

    Raises:
        StorageAway, Missing.
    """
    with TemporaryFile() as file:
        file.writelines(content(document, start=0, length=document.size))
        file.flush()
        yield cast(BinaryIO, file)


def _sheet(found: Redaction) -> Sheet:
    with transaction() as session:
        original = session.get_one(Document, (found.tenant, found.document_id))
        columns = (RedactionBoxes.version, RedactionBoxes.saved_by, RedactionBoxes.saver, RedactionBoxes.saved_at)
        listed = select(*columns, func.jsonb_array_length(RedactionBoxes.boxes))
        saved = session.execute(listed.where(RedactionBoxes.redaction_id == found.id).order_by(columns[0]))
        versions = [Version(*row) for row in saved]
    return Sheet(found, original, boxes_of(found), masks_of(found), versions, _copy(found))


def _copy(found: Redaction) -> Copy | None:
    with transaction() as session:
        coming = session.get(models.Copy, (found.tenant, found.copy_id)) if found.copy_id else None
        made = session.scalar(select(Document).where(Document.id == found.copy_id).options(*LOOKED_AT))
    return copy_of(found, coming, made)


def copy_of(found: Redaction, coming: models.Copy | None, made: Document | None) -> Copy | None:
    """How far the copy of a proposal is; `made` is its file, with what was looked at, once there is one."""
    if found.stage in (Stage.DRAFT, Stage.DISCARDED):
        return None
    if coming is not None and coming.fault:
        return Copy(CopyState.FAILED, why=coming.fault, done=coming.done, whole=coming.whole)
    if made is None or coming is None:
        return Copy(CopyState.MAKING, done=coming.done if coming else 0, whole=coming.whole if coming else 0)
    under_way = made.state in (*IN_QUARANTINE, State.STORED)
    return Copy(
        state=CopyState.READY if made.state == State.STORED else CopyState.MAKING if under_way else CopyState.FAILED,
        document=made.id,
        why=None if under_way else made.why or "Salinannya tidak dapat disimpan. Kembalikan usulnya.",
        sha256=made.sha256,
        size=made.size,
        text=coming.readable,
        approved_at=coming.approved_at,
        cleared=made.standing in MAY_BE_GIVEN,
        done=coming.done,
        whole=coming.whole,
    )
