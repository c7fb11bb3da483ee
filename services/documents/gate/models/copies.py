"""Files that were made anew of others: what is given of a file, and its redacted copies."""

from datetime import datetime
from typing import TYPE_CHECKING
from uuid import UUID

from sqlalchemy import Text
from sqlalchemy.dialects.postgresql import ARRAY
from sqlalchemy.orm import Mapped, mapped_column, relationship

from chassis.context import current
from services.documents.models import Base

if TYPE_CHECKING:
    from services.documents.files.models.files import Document


class Copy(Base):
    """A file made anew of another, its `original_id`: its release copy, or by a redaction its redacted copy.

    `document_id` is its own file, there once it was made, and the errand that makes it. `boxes_version` says of which
    list of boxes. `done` of `whole` pages are made; `fault` says to people why none could be. `readable` is whether the
    words of all pages could be read, `losses` what the original shows and the copy does not. `approved_sha256` are the
    bytes of a redacted copy that a second person approved: without it nobody is ever given that.
    """

    __tablename__ = "copy"

    tenant: Mapped[str] = mapped_column(primary_key=True, default=lambda: current().tenant)
    document_id: Mapped[UUID] = mapped_column(primary_key=True)
    original_id: Mapped[UUID]
    redaction_id: Mapped[UUID | None]
    boxes_version: Mapped[int | None]
    done: Mapped[int] = mapped_column(default=0)
    whole: Mapped[int] = mapped_column(default=0)
    fault: Mapped[str | None]
    readable: Mapped[bool] = mapped_column(default=True)
    losses: Mapped[list[str]] = mapped_column(ARRAY(Text), default=list)
    made_at: Mapped[datetime | None]
    approved_sha256: Mapped[str | None]
    approved_at: Mapped[datetime | None]
    file: Mapped["Document | None"] = relationship(
        "Document",
        primaryjoin="and_(Copy.tenant == Document.tenant, Copy.document_id == Document.id)",
        foreign_keys="[Document.tenant, Document.id]",
        uselist=False,
        lazy="raise",
        viewonly=True,
    )
