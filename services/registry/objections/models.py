"""The register of objections."""

from datetime import date, datetime
from uuid import UUID

from sqlalchemy import Text, Uuid, func
from sqlalchemy.dialects.postgresql import ARRAY
from sqlalchemy.orm import Mapped, mapped_column

from services.registry.models import Base, Numbered, Owned, Signed


class ObjectionFile(Owned, Base):
    """An objection in the register. `request_id` is the case's; `version` counts its events; taking it up
    tells nobody and counts as none.

    `found_on` is since when there was ground for it, `filing_until` the last day to file. `fulfilment` says what the
    PPID did about the order. Once it is answered `dispute_until` is the last day to go to the Information Commission,
    counted from the answer, and `silence_until` the same counted from the last day to answer, where the answer is late.
    """

    __tablename__ = "objection_file"

    request_id: Mapped[UUID]
    number: Mapped[str]
    channel: Mapped[str]
    grounds: Mapped[list[str]] = mapped_column(ARRAY(Text))
    by_attorney: Mapped[bool]
    regime: Mapped[str]
    received_at: Mapped[datetime]
    found_on: Mapped[date]
    filing_until: Mapped[date]
    timeliness: Mapped[str]
    due_on: Mapped[date]
    stage: Mapped[str]
    act_until: Mapped[date | None]
    fulfilment: Mapped[str | None]
    fulfilled_at: Mapped[datetime | None]
    documents: Mapped[list[UUID]] = mapped_column(ARRAY(Uuid()))
    dispute_until: Mapped[date | None]
    silence_until: Mapped[date | None]
    version: Mapped[int]

    @property
    def waits_until(self) -> date:
        """By when the office is to answer, or to do what was ordered."""
        return self.act_until or self.due_on


# The same for a query; `act_until` is the day of an order, which is there once the answer has given one.
WAITS_UNTIL = func.coalesce(ObjectionFile.act_until, ObjectionFile.due_on)


class Reply(Numbered, Signed, Owned, Base):
    """The Atasan PPID's written answer (UU 14/2008 ps. 36(2)-(3)), issued once; `id` is the objection's.

    `dispute_until` and `silence_until` are what the letter tells, see `ObjectionFile`.
    """

    __tablename__ = "objection_reply"

    outcome: Mapped[str]
    reasons: Mapped[str]
    order: Mapped[str | None] = mapped_column("ordered")
    act_until: Mapped[date | None]
    answered_at: Mapped[datetime]
    answered_by: Mapped[str]
    dispute_until: Mapped[date]
    silence_until: Mapped[date | None]
