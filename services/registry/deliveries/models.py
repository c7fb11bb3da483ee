"""Proofs that written notices and other letters reached their applicants."""

from datetime import datetime
from uuid import UUID

from sqlalchemy.orm import Mapped

from services.registry.models import Base, Owned


class Delivery(Owned, Base):
    """One proof (bukti penyampaian), never changed; `version` is that of the case after it.

    Of several that prove the same step the last one recorded counts: that is how a wrong entry is put right.
    """

    __tablename__ = "delivery"

    case_id: Mapped[UUID]
    version: Mapped[int]
    step: Mapped[str]
    way: Mapped[str]
    at: Mapped[datetime]
    receiver: Mapped[str | None]
    reference: Mapped[str | None]
    document: Mapped[UUID | None]
    recorded_at: Mapped[datetime]
    recorded_by: Mapped[str]


class Arrival(Owned, Base):
    """The same of a letter before the decision (`letter_id`), or of the answer to an objection (`objection_id`)."""

    __tablename__ = "arrival"

    case_id: Mapped[UUID]
    letter_id: Mapped[UUID | None]
    objection_id: Mapped[UUID | None]
    step: Mapped[str]
    way: Mapped[str]
    at: Mapped[datetime]
    receiver: Mapped[str | None]
    reference: Mapped[str | None]
    document: Mapped[UUID | None]
    recorded_at: Mapped[datetime]
    recorded_by: Mapped[str]
