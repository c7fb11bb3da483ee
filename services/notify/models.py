"""What notify keeps. Neither addresses nor words of citizens: those are asked for when a letter is written."""

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import DateTime, Text
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column

from chassis.context import current
from services.notify.domain import Kind


class Base(DeclarativeBase):
    """Notify's tables."""

    type_annotation_map = {str: Text, datetime: DateTime(timezone=True)}  # noqa: RUF012 - SQLAlchemy reads it from the class


class Notice(Base):
    """One message to one applicant. `facts` are what its words need besides the recipient; `trace` is its cause's."""

    __tablename__ = "notice"

    tenant: Mapped[str] = mapped_column(primary_key=True, default=lambda: current().tenant)
    id: Mapped[UUID] = mapped_column(primary_key=True)
    request_id: Mapped[UUID]
    kind: Mapped[str]
    channel: Mapped[str]
    facts: Mapped[dict[str, Any]] = mapped_column(JSONB)
    state: Mapped[str]
    attempts: Mapped[int]
    trace: Mapped[str]
    created_at: Mapped[datetime]
    sent_at: Mapped[datetime | None]

    @property
    def label(self) -> str:
        """What it says, as people of the office call it."""
        return Kind(self.kind).label
