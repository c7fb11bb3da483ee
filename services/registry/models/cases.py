"""The register of requests."""

from datetime import date, datetime
from uuid import UUID

from sqlalchemy import Uuid
from sqlalchemy.dialects.postgresql import ARRAY
from sqlalchemy.orm import Mapped, mapped_column

from services.registry.models import Base, Owned


class Case(Owned, Base):
    """A request in the register. `id` is the request's; `version` counts its changes and its events alike."""

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
    version: Mapped[int]


class CaseDocument(Owned, Base):
    """A file that the office holds for a case, as documents told it."""

    __tablename__ = "case_document"

    case_id: Mapped[UUID]
    purpose: Mapped[str]
    media_type: Mapped[str]
    sha256: Mapped[str]
    size: Mapped[int]


class Notice(Owned, Base):
    """The written notice of a decision (UU 14/2008 ps. 22(7)). Issued once, never changed; `id` is the case's."""

    __tablename__ = "written_notice"

    outcome: Mapped[str]
    statement: Mapped[str]
    exemption: Mapped[str | None]
    basis: Mapped[str | None]
    consequence: Mapped[str | None]
    documents: Mapped[list[UUID]] = mapped_column(ARRAY(Uuid()))
    decided_at: Mapped[datetime]
    decided_by: Mapped[str]
    objection_until: Mapped[date]
