"""Annual reports of an office, and which offices below it have delivered theirs."""

from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import Mapped, mapped_column

from services.registry.models import Base, Owned


class AnnualReport(Owned, Base):
    """A report on a year: `words` by the parts of `statute.report`. Issued once, with `figures` as they stood then.

    `item` is its entry in the public-information list, `handed_on` the day on which the Information Commission got it.
    """

    __tablename__ = "annual_report"

    year: Mapped[int]
    words: Mapped[dict[str, str]] = mapped_column(JSONB)
    figures: Mapped[dict[str, Any] | None] = mapped_column(JSONB(none_as_null=True))
    letter_number: Mapped[str | None]
    issued_at: Mapped[datetime | None]
    signer: Mapped[str | None]
    capacity: Mapped[str | None]
    signing_decree: Mapped[str | None]
    signed_by: Mapped[str | None]
    item: Mapped[UUID | None]
    handed_on: Mapped[date | None]
    handed_reference: Mapped[str | None]
    version: Mapped[int]


class DeliveredReport(Owned, Base):
    """A report that an office below issued. `id` is the report's."""

    __tablename__ = "delivered_report"

    office: Mapped[str]
    year: Mapped[int]
    number: Mapped[str]
    issued_on: Mapped[date]
