"""Redactions and their lists of boxes."""

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
    `words` what the last decision said. `copy_id` is the copy of the proposal.
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
