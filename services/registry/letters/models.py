"""Written notices, and the series their numbers come from."""

from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import Text, Uuid
from sqlalchemy.dialects.postgresql import ARRAY, JSONB
from sqlalchemy.orm import Mapped, mapped_column

from services.registry.models import Base, Numbered, Owned, Signed


class Notice(Numbered, Signed, Owned, Base):
    """The written notice of a decision (UU 14/2008 ps. 22(7)). Issued once, never changed; `id` is the case's.

    It keeps what stood on it on the day it was issued, in words where these may change later: the articles, the
    cautions about the objection's date.
    `blackened` are the files among `documents` in which something is blackened, as `Blackened.told` says them;
    `blackened_unasked` that whoever signed stated that this is no part of what was asked for.
    `proposal` is what the office has to hand over to the one that tests, where it refused on a test of its own.
    `prepared_by` says in words who prepared it, if that was not who signed.
    `cost` is in rupiah; `decided_by` the actor.
    """

    __tablename__ = "written_notice"

    outcome: Mapped[str]
    statement: Mapped[str]
    given: Mapped[str | None]
    withheld: Mapped[str | None]
    not_held: Mapped[str | None]
    not_documented: Mapped[str | None]
    not_in_form: Mapped[str | None]
    medium: Mapped[str | None]
    documents: Mapped[list[UUID]] = mapped_column(ARRAY(Uuid()))
    blackened: Mapped[list[dict[str, Any]]] = mapped_column(JSONB)
    blackened_unasked: Mapped[bool]
    handover: Mapped[str | None]
    cost: Mapped[int]
    payment: Mapped[str | None]
    cost_items: Mapped[str | None]
    tariff: Mapped[str | None]
    exemption: Mapped[str | None]
    basis: Mapped[str | None]
    consequence: Mapped[str | None]
    tested_on: Mapped[date | None]
    exempt_until: Mapped[date | None]
    entry: Mapped[UUID | None]
    decree: Mapped[str | None]
    holder: Mapped[str | None]
    proposal: Mapped[UUID | None]
    prepared_by: Mapped[str | None]
    decided_at: Mapped[datetime]
    decided_by: Mapped[str]
    due_on: Mapped[date]
    due_article: Mapped[str]
    objection_until: Mapped[date]
    objection_days: Mapped[int]
    objection_article: Mapped[str]
    objection_cautions: Mapped[list[str]] = mapped_column(ARRAY(Text()))

    @property
    def opens_on(self) -> date | None:
        """The day from which a period that this notice itself set closes nothing any more (R-23)."""
        return self.exempt_until + timedelta(days=1) if self.exempt_until and self.entry is None else None


class PreparedDecision(Owned, Base):
    """A decision that waits for the PPID to issue it. `id` is the case's; `content` is as it was handed in."""

    __tablename__ = "prepared_decision"

    outcome: Mapped[str]
    content: Mapped[dict[str, Any]] = mapped_column(JSONB)
    prepared_at: Mapped[datetime]
    prepared_by: Mapped[str]


# Draws the next number of a series; the row stays locked until the commit, which makes the series gap-free.
NEXT_SERIAL = """
insert into letter_counter as counter (tenant, kind, year, last) values (%(tenant)s, %(kind)s, %(year)s, 1)
on conflict (tenant, kind, year) do update set last = counter.last + 1
returning last
"""
