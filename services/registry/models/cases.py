"""The register of requests."""

from datetime import date, datetime
from uuid import UUID

from sqlalchemy.orm import Mapped

from services.registry.models import Base, Owned


class Case(Owned, Base):
    """A request in the register. `id` is the request's; `version` counts its changes and its events alike.

    Once answered, `answered_on` is the office's day of the answer and `answer_due_on` the day by which the law wanted
    it: whether it came late is settled then and never changes again.
    """

    __tablename__ = "case_file"

    number: Mapped[str]
    channel: Mapped[str]
    applicant_kind: Mapped[str]
    category: Mapped[str]
    received_at: Mapped[datetime]
    regime: Mapped[str]
    regime_reason: Mapped[str]
    stage: Mapped[str]
    due_on: Mapped[date]
    extended_due_on: Mapped[date]
    answered_on: Mapped[date | None]
    answer_due_on: Mapped[date | None]
    version: Mapped[int]


class CaseDocument(Owned, Base):
    """A file that the office holds for a case, as documents told it."""

    __tablename__ = "case_document"

    case_id: Mapped[UUID]
    purpose: Mapped[str]
    media_type: Mapped[str]
    sha256: Mapped[str]
    size: Mapped[int]
