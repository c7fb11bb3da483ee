"""What was found in what would be given, and what the PPID let stay."""

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Text
from sqlalchemy.dialects.postgresql import ARRAY, JSONB
from sqlalchemy.orm import Mapped, mapped_column, relationship

from chassis.context import current
from services.documents.gate.domain.findings import Finding
from services.documents.models import Base


class Acceptance(Base):
    """A finding, by its place in the list, that may stay, and why; the database wants another than who brought it.

    `accepted_by` is an actor, `accepter` the name of that person then; None of a time before names were kept.
    """

    __tablename__ = "acceptance"

    tenant: Mapped[str] = mapped_column(primary_key=True, default=lambda: current().tenant)
    document_id: Mapped[UUID] = mapped_column(primary_key=True)
    finding: Mapped[int] = mapped_column(primary_key=True)
    reason: Mapped[str]
    words: Mapped[str]
    brought_by: Mapped[str]
    accepted_by: Mapped[str]
    accepter: Mapped[str | None]
    accepted_at: Mapped[datetime]


class Clearance(Base):
    """What was found in the bytes of a file that would be given: of a copy, of a redacted copy, of an original.

    `checker` says by which rules, a number.
    `findings` are as `gate.Finding.told` says them; `blackened` the letters of UU 14/2008 Pasal 17 by which something
    is blackened in them, none where nothing is known of; `cleared_at` is since when the file may be given, None before.
    """

    __tablename__ = "clearance"

    tenant: Mapped[str] = mapped_column(primary_key=True, default=lambda: current().tenant)
    document_id: Mapped[UUID] = mapped_column(primary_key=True)
    sha256: Mapped[str]
    checker: Mapped[str]
    findings: Mapped[list[dict[str, Any]]] = mapped_column(JSONB)
    blackened: Mapped[list[str]] = mapped_column(ARRAY(Text), default=list)
    checked_at: Mapped[datetime]
    cleared_at: Mapped[datetime | None]
    acceptances: Mapped[list[Acceptance]] = relationship(
        primaryjoin=lambda: (Clearance.tenant == Acceptance.tenant) & (Clearance.document_id == Acceptance.document_id),
        foreign_keys=lambda: [Acceptance.tenant, Acceptance.document_id],
        order_by=lambda: Acceptance.finding,
        lazy="selectin",
        viewonly=True,
    )

    @property
    def found(self) -> list[Finding]:
        """What the checker found."""
        return [Finding.heard(told) for told in self.findings]
