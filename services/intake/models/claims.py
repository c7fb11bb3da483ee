"""What applicants ask concerning their own data."""

from datetime import date, datetime
from uuid import UUID

from sqlalchemy import Text
from sqlalchemy.dialects.postgresql import ARRAY
from sqlalchemy.orm import Mapped, mapped_column

from chassis.context import current
from services.intake.models import Base

VALUES, REASON = "data_claim.values", "data_claim.reason"  # what the sealed columns are sealed for


class DataClaim(Base):
    """A claim and its answer. `fields` names what is to be corrected, `values_sealed` holds by name old and new value.

    `reason_sealed` is the office's words to the applicant, `erase_after` the last day on which somebody whose erasure
    was granted is still known. The last six are there once it is decided.
    """

    __tablename__ = "data_claim"

    tenant: Mapped[str] = mapped_column(primary_key=True, default=lambda: current().tenant)
    id: Mapped[UUID] = mapped_column(primary_key=True)
    request_id: Mapped[UUID]
    kind: Mapped[str]
    fields: Mapped[list[str]] = mapped_column(ARRAY(Text))
    values_sealed: Mapped[bytes | None]
    state: Mapped[str]
    asked_at: Mapped[datetime]
    due_at: Mapped[datetime]
    decided_at: Mapped[datetime | None]
    decided_by: Mapped[str | None]
    ground: Mapped[str | None]
    reason_sealed: Mapped[bytes | None]
    erase_after: Mapped[date | None]
