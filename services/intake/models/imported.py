"""Rows of the registers that an office kept before it moved in."""

from datetime import date, datetime
from uuid import UUID

from sqlalchemy.orm import Mapped, mapped_column

from chassis.context import current
from services.intake.models import Base

TOLD = "register.told"  # what the rows are sealed for


class ImportedRow(Base):
    """A row as the old book told it, sealed whole: it names people. It is history: no clock runs for it.

    `register` is that of `statute.registers`: requests, objections or disputes. `received_on` is the day by which the
    book is kept.
    """

    __tablename__ = "imported_row"

    tenant: Mapped[str] = mapped_column(primary_key=True, default=lambda: current().tenant)
    id: Mapped[UUID] = mapped_column(primary_key=True)
    register: Mapped[str]
    number: Mapped[str]
    received_on: Mapped[date]
    told_sealed: Mapped[bytes]
    imported_at: Mapped[datetime]


GIVEN_YEARS = "select year from number_counter where kind = %(kind)s"
# Begins a series of numbers after those that were given elsewhere; says nothing where it has begun already.
START_SERIES = """
insert into number_counter (tenant, kind, year, last) values (%(tenant)s, %(kind)s, %(year)s, %(last)s)
on conflict (tenant, kind, year) do nothing
returning last
"""
