"""Redactions: their lists of boxes, and the blackened copies that came of them."""

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import Mapped, mapped_column

from chassis.context import current
from services.documents.models import Base


class Redaction(Base):
    """The blackening of a document. `version` counts changes; `boxes_version` is the list in force, 0 for none yet.

    `pages` are their sizes as seen. `proposed_by` and `decided_by` are actors, `proposer` and `decider` their names,
    `words` what the last decision said. `copy_id` is the copy of the proposal, `fault` why none could be made.
    """

    __tablename__ = "redaction"

    tenant: Mapped[str] = mapped_column(primary_key=True, default=lambda: current().tenant)
    id: Mapped[UUID] = mapped_column(primary_key=True)
    document_id: Mapped[UUID]
    stage: Mapped[str]
    version: Mapped[int] = mapped_column(default=1)
    boxes_version: Mapped[int] = mapped_column(default=0)
    pages: Mapped[list[dict[str, Any]]] = mapped_column(JSONB)
    started_by: Mapped[str]
    started_at: Mapped[datetime]
    proposed_by: Mapped[str | None]
    proposer: Mapped[str | None]
    proposed_at: Mapped[datetime | None]
    file_name: Mapped[str | None]
    decided_by: Mapped[str | None]
    decider: Mapped[str | None]
    decided_at: Mapped[datetime | None]
    words: Mapped[str | None]
    copy_id: Mapped[UUID | None]
    fault: Mapped[str | None]


class RedactionBoxes(Base):
    """A list of boxes as it was saved at a version of its redaction; none is ever changed. See `redactions.Box`.

    `said` is what each says of people (`redactions.parted`), in the same order and sealed; None once the file is gone.
    `saved_by` is an actor, `saver` the name; None in lists of a time before names were kept.
    """

    __tablename__ = "redaction_boxes"

    tenant: Mapped[str] = mapped_column(primary_key=True, default=lambda: current().tenant)
    redaction_id: Mapped[UUID] = mapped_column(primary_key=True)
    version: Mapped[int] = mapped_column(primary_key=True)
    boxes: Mapped[list[dict[str, Any]]] = mapped_column(JSONB)
    said: Mapped[bytes | None]
    saved_by: Mapped[str]
    saver: Mapped[str | None]
    saved_at: Mapped[datetime]


class RedactedCopy(Base):
    """A document that is the blackened copy of a redaction, of which boxes, whether it has a layer of text.

    `approved_sha256` are the bytes that a second person approved: without it nobody is ever given the copy.
    """

    __tablename__ = "redacted_copy"

    tenant: Mapped[str] = mapped_column(primary_key=True, default=lambda: current().tenant)
    document_id: Mapped[UUID] = mapped_column(primary_key=True)
    redaction_id: Mapped[UUID]
    boxes_version: Mapped[int]
    readable: Mapped[bool]
    made_at: Mapped[datetime]
    approved_sha256: Mapped[str | None]
    approved_at: Mapped[datetime | None]
