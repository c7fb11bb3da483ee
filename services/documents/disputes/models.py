"""Files of disputes that are being made, or lie ready to be fetched."""

from datetime import datetime
from uuid import UUID

from sqlalchemy.orm import Mapped, mapped_column

from chassis.context import current
from services.documents.models import Base


class Making(Base):
    """The last making of a dispute's file. `id` is its errand and under which the ZIP lies, `pdf_id` the PDF's.

    `done` of `whole` exhibits are pages. `documents` is how many files of the office are in it, sizes are in bytes,
    `fault` says to people why none could be made.
    """

    __tablename__ = "dispute_file"

    tenant: Mapped[str] = mapped_column(primary_key=True, default=lambda: current().tenant)
    dispute_id: Mapped[UUID] = mapped_column(primary_key=True)
    id: Mapped[UUID]
    pdf_id: Mapped[UUID]
    stage: Mapped[str]
    done: Mapped[int]
    whole: Mapped[int]
    asked_at: Mapped[datetime]
    made_at: Mapped[datetime | None]
    fault: Mapped[str | None]
    name: Mapped[str | None]
    documents: Mapped[int | None]
    size: Mapped[int | None]
    sha256: Mapped[str | None]
    pdf_size: Mapped[int | None]
    pdf_sha256: Mapped[str | None]
