"""Objections as they were filed, and what the register told about them."""

from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Text, Uuid
from sqlalchemy.dialects.postgresql import ARRAY, JSONB
from sqlalchemy.orm import Mapped, mapped_column

from chassis.context import current
from services.intake.models import Base

WORDS = "objection.words"  # what the sealed column is sealed for


class Objection(Base):
    """An objection as it was filed; everything that people wrote lies sealed in `words_sealed`.

    `deadline` is the explanation of the answer's term that the applicant was given, `warnings` the doubts told at once.
    `found_on` and `filing_until` say when it had to be filed. `file_version` is the register's last event followed.
    `dispute_until` and `silence_until` close the way to dispute: from the answer, from the silence before a late one.
    """

    __tablename__ = "objection"

    tenant: Mapped[str] = mapped_column(primary_key=True, default=lambda: current().tenant)
    id: Mapped[UUID] = mapped_column(primary_key=True)
    request_id: Mapped[UUID]
    number: Mapped[str]
    channel: Mapped[str]
    grounds: Mapped[list[str]] = mapped_column(ARRAY(Text))
    by_attorney: Mapped[bool]
    words_sealed: Mapped[bytes]
    received_at: Mapped[datetime]
    recorded_at: Mapped[datetime]
    regime: Mapped[str]
    found_on: Mapped[date]
    filing_until: Mapped[date]
    deadline: Mapped[dict[str, Any]] = mapped_column(JSONB)
    warnings: Mapped[list[str]] = mapped_column(ARRAY(Text))
    state: Mapped[str]
    file_version: Mapped[int]
    answered_at: Mapped[datetime | None]
    act_until: Mapped[date | None]
    dispute_until: Mapped[date | None]
    silence_until: Mapped[date | None]
    documents: Mapped[list[UUID]] = mapped_column(ARRAY(Uuid()))


DRAW_NUMBER = """
insert into number_counter as counter (tenant, kind, year, last) values (%(tenant)s, %(kind)s, %(year)s, 1)
on conflict (tenant, kind, year) do update set last = counter.last + 1
returning to_char(last, 'FM9999999000')
"""
