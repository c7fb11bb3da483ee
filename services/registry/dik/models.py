"""Exempt information: proposals of an office, tests of a higher one, and the list of what is exempt (DIK)."""

from datetime import date, datetime
from uuid import UUID

from sqlalchemy.orm import Mapped, mapped_column

from services.registry.cases.domain.terms import calendar
from services.registry.dik.domain import opening_until
from services.registry.models import Base, Owned


class SheetColumns:
    """The sheet of a consequence test; see `domain.dik.Sheet`."""

    information: Mapped[str]
    exemption: Mapped[str]
    basis: Mapped[str]
    harm_if_opened: Mapped[str]
    harm_if_closed: Mapped[str]
    ends_on: Mapped[date | None]
    until: Mapped[str | None]


class Proposal(SheetColumns, Owned, Base):
    """What an office wants to see exempt. `tester` is the office it is handed over to; `answer` what that one said."""

    __tablename__ = "exemption_proposal"

    occasion: Mapped[str]
    tester: Mapped[str]
    state: Mapped[str]
    answer: Mapped[str | None]
    changed_at: Mapped[datetime]
    version: Mapped[int]


class ConsequenceTest(SheetColumns, Owned, Base):
    """A proposal in the hands of the office that tests it, later the entry of the list. `id` is the proposal's.

    `told` counts the events about the entry, `version` every change.
    """

    __tablename__ = "consequence_test"

    proposer: Mapped[str]
    occasion: Mapped[str]
    state: Mapped[str]
    considerations: Mapped[str | None]
    decree_number: Mapped[str | None]
    decree_on: Mapped[date | None]
    ended_on: Mapped[date | None]
    ended_because: Mapped[str | None]
    warned_on: Mapped[date | None]
    received_at: Mapped[datetime]
    told: Mapped[int]
    version: Mapped[int]

    @property
    def open_by(self) -> date | None:
        """The last day to issue the opening decision (R-23); None for an exemption without an end."""
        return opening_until(self.ends_on, calendar()) if self.ends_on else None


class ExemptEntry(SheetColumns, Base):
    """An entry of the exempt list, as its deciding office told it; it binds where that office's decrees do. Public
    knowledge, of no office.
    """

    __tablename__ = "exempt_entry"

    id: Mapped[UUID] = mapped_column(primary_key=True)
    decided_by: Mapped[str]
    proposer: Mapped[str]
    state: Mapped[str]
    decree_number: Mapped[str]
    decree_on: Mapped[date]
    ended_on: Mapped[date | None]
    ended_because: Mapped[str | None]
    version: Mapped[int]
