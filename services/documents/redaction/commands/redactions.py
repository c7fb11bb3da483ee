"""Blackening a document: begun, drawn, proposed by one person, approved by another."""

from collections.abc import Sequence
from uuid import UUID, uuid4

from sqlalchemy import select

from chassis import audit, clock, errands
from chassis.context import current
from chassis.db import transaction
from chassis.errors import Changed, NotFound
from chassis.offices import today
from chassis.service import runtime
from services.documents.files.domain.files import State
from services.documents.files.models.files import Document
from services.documents.files.steps.files import COPY, locked
from services.documents.gate import steps as gate_steps
from services.documents.gate.domain.findings import Person
from services.documents.gate.models.copies import Copy
from services.documents.redaction.domain import redactions as domain
from services.documents.redaction.domain.copy_names import check_file_name, copy_name
from services.documents.redaction.domain.masks import MASKABLE, Mask, check_masks, extension_of_copy
from services.documents.redaction.domain.redactions import MOST_PAGES, Act, Box, Decision, Stage
from services.documents.redaction.models import Redaction, RedactionBoxes
from services.documents.redaction.queries import redactions as queries


def begin(document: Document) -> tuple[UUID, bool]:
    """Begin to blacken a document, or go on where that was begun already.

    Args:
        document: a stored one.

    Returns:
        The redaction, and whether it is new.

    Raises:
        NotRedactable: a file of this kind or length is not blackened here. Unavailable: it cannot be read now.
    """
    if document.media_type not in MASKABLE:
        domain.check_redactable(document.media_type)
    under_way = _open_of(document.id)
    if under_way:
        return under_way, False
    sizes = [] if document.media_type in MASKABLE else _measured(document)
    with transaction() as session:
        locked(document.id)
        under_way = _open_of(document.id)
        if under_way:
            return under_way, False
        begun = Redaction(
            id=uuid4(),
            document_id=document.id,
            stage=Stage.DRAFT,
            pages=[
                {"number": number, "width": width, "height": height}
                for number, (width, height) in enumerate(sizes, start=1)
            ],
            started_by=current().actor,
            started_at=clock.now(),
        )
        session.add(begun)
        audit.record("redaction.begun", begun.id, document=document.id)
    return begun.id, True


def _measured(document: Document) -> list[tuple[float, float]]:
    told, _ = queries.read(document, "redaction.measuring", at_most=MOST_PAGES)
    domain.check_redactable(document.media_type, told["pages"])
    sizes: list[tuple[float, float]] = told["sizes"]
    return sizes


def save(redaction_id: UUID, expected: int, boxes: Sequence[Box]) -> None:
    """Put a list of boxes in the place of the one before, which stays on the record.

    Raises:
        NotFound: this office has no such redaction, or its file was destroyed. Changed: somebody was faster.
        NotDraft, Forbidden: see `domain.obstacle`. Invalid: see `domain.check_boxes`.
    """
    with transaction():
        found = _locked_at(redaction_id, expected)
        _original(found)
        found.stage = _next_stage(Act.SAVE, found)
        domain.check_boxes(boxes, len(found.pages), today())
        _keep(found, boxes)


def save_masks(redaction_id: UUID, expected: int, masks: Sequence[Mask]) -> None:
    """Put a list of masks in the place of the one before, which stays on the record.

    Raises:
        NotFound, Changed, NotDraft, Forbidden: see `save`. NotRedactable, Invalid: see `check_masks`.
    """
    with transaction():
        found = _locked_at(redaction_id, expected)
        original = _original(found)
        found.stage = _next_stage(Act.SAVE, found)
        check_masks(masks, original.media_type, today())
        _keep(found, masks)


def _keep(found: Redaction, marks: Sequence[Box] | Sequence[Mask]) -> None:
    told = [domain.parted(mark.told()) for mark in marks]
    with transaction() as session:
        found.version += 1
        found.boxes_version = found.version
        session.add(
            RedactionBoxes(
                redaction_id=found.id,
                version=found.version,
                boxes=[bare for bare, _ in told],
                said=runtime().sealer.seal([words for _, words in told], domain.SEALED),
                saved_by=current().actor,
                saver=current().name,
                saved_at=clock.now(),
            )
        )
        audit.record("redaction.saved", found.id, version=found.version, boxes=len(marks))


def propose(redaction_id: UUID, expected: int, file_name: str | None) -> None:
    """Put the boxes to a second person; the copy is made by the tick.

    Args:
        file_name: what the copy is called, without extension; after its original if None.

    Raises:
        NotFound, Changed: see `save`. NotDraft, NoBoxes, Forbidden: see `domain.obstacle`. Invalid: the file name.
    """
    with transaction() as session:
        found = _locked_at(redaction_id, expected)
        original = _original(found)
        stage = _next_stage(Act.PROPOSE, found)
        end = extension_of_copy(original.media_type)
        found.file_name = check_file_name(file_name, end) if file_name else copy_name(original.name, end)
        found.proposed_by, found.proposer, found.proposed_at = current().actor, current().name, clock.now()
        found.copy_id, found.stage, found.version = uuid4(), stage, found.version + 1
        session.add(
            Copy(
                document_id=found.copy_id,
                original_id=found.document_id,
                redaction_id=found.id,
                boxes_version=found.boxes_version,
            )
        )
        errands.add(found.copy_id, clock.now(), COPY)
        audit.record("redaction.proposed", found.id, boxes_version=found.boxes_version, copy=found.copy_id)
        gate_steps.look_again(found.document_id)


def decide(redaction_id: UUID, said: Decision) -> None:
    """Approve the copy that was looked at, so that it may be given; or return the proposal to be drawn again.

    Raises:
        NotFound: this office has no such redaction, or its file was destroyed.
        NotProposed, Forbidden, CopyNotReady: see `domain.obstacle`.
        Invalid, CopyChanged: see `domain.check_decision`.
    """
    with transaction():
        found = _locked(redaction_id)
        _original(found)
        copy = queries.redaction(found.id).copy
        stage = _next_stage(said.act, found)
        domain.check_decision(said, copy.sha256 if copy else None)
        _sign(found)
        found.words, found.stage, found.version = said.words, stage, found.version + 1
        if said.approve:
            audit.record("redaction.approved", found.id, copy=found.copy_id, sha256=said.sha256)
            gate_steps.second(queries.copy(found.id))
        else:
            audit.record("redaction.returned", found.id, copy=found.copy_id)
            found.copy_id = None
            gate_steps.look_again(found.document_id)


def discard(redaction_id: UUID, expected: int) -> None:
    """Give up what went back or was never proposed; its lists stay on the record, and its file can be begun anew.

    Raises:
        NotFound, Changed: see `save`. NotDraft, Forbidden: see `domain.obstacle`.
    """
    with transaction():
        found = _locked_at(redaction_id, expected)
        found.stage = _next_stage(Act.DISCARD, found)
        _sign(found)
        found.version += 1
        audit.record("redaction.discarded", found.id, boxes_version=found.boxes_version)


def searched(redaction_id: UUID, found: int) -> None:
    """Note that somebody had the original searched; not for what, since that may be a name."""
    audit.record("redaction.searched", redaction_id, found=found)


def page_shown(redaction_id: UUID, document_id: UUID, page: int) -> None:
    """Note that somebody looked at a page of the original or of the copy."""
    audit.record("redaction.page_shown", redaction_id, document=document_id, page=page)


def _open_of(document_id: UUID) -> UUID | None:
    with transaction() as session:
        begun = select(Redaction.id).where(Redaction.document_id == document_id, Redaction.stage.in_(domain.OPEN))
        return session.scalar(begun)


def _next_stage(act: Act, found: Redaction) -> Stage:
    person = Person(current().actor, current().roles)
    return domain.next_stage(act, queries.redaction(found.id).standing, person)


def _sign(found: Redaction) -> None:
    """Write down who decided, and when."""
    found.decided_by, found.decider, found.decided_at = current().actor, current().name, clock.now()


def _original(found: Redaction) -> Document:
    """The file of a redaction that is held: what is said of people there must not outlast it."""
    with transaction() as session:
        original = session.get_one(Document, (found.tenant, found.document_id))
    if original.state != State.STORED:
        raise NotFound
    return original


def _locked_at(redaction_id: UUID, expected: int) -> Redaction:
    found = _locked(redaction_id)
    if found.version != expected:
        raise Changed
    return found


def _locked(redaction_id: UUID) -> Redaction:
    with transaction() as session:
        found = session.scalar(select(Redaction).where(Redaction.id == redaction_id).with_for_update())
    if found is None:
        raise NotFound
    return found
