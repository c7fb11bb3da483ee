"""What keeps the files of a request beyond their time, when it came to its end, and who is to be forgotten earlier."""

from datetime import date, datetime
from uuid import UUID

from sqlalchemy.orm import Mapped, mapped_column

from chassis.context import current
from services.documents.models import Base


class Matter(Base):
    """A request that came to an end, and on which day of the office; a later end takes the place of an earlier one.

    `told_for` is the end whose schedule has run out as the others were told, `version` that of the last telling.
    """

    __tablename__ = "matter"

    tenant: Mapped[str] = mapped_column(primary_key=True, default=lambda: current().tenant)
    request_id: Mapped[UUID] = mapped_column(primary_key=True)
    ended_on: Mapped[date]
    told_for: Mapped[date | None]
    version: Mapped[int]


class Hastened(Base):
    """The erasure of who asked was granted: known to the end of `erase_after` and no longer, unless something holds."""

    __tablename__ = "hastened"

    tenant: Mapped[str] = mapped_column(primary_key=True, default=lambda: current().tenant)
    request_id: Mapped[UUID] = mapped_column(primary_key=True)
    erase_after: Mapped[date]


class Hold(Base):
    """An objection, and the dispute that came of it, holds the files of its request; `id` is the objection's.

    `lift_on` is the last day that it holds, None while a dispute goes on.
    """

    __tablename__ = "hold"

    tenant: Mapped[str] = mapped_column(primary_key=True, default=lambda: current().tenant)
    id: Mapped[UUID] = mapped_column(primary_key=True)
    request_id: Mapped[UUID]
    since: Mapped[datetime]
    disputed: Mapped[bool]
    lift_on: Mapped[date | None]
    lifted_at: Mapped[datetime | None]
