"""What the checker found in files that may be given, and what the PPID let stay."""

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Computed, Text
from sqlalchemy.dialects.postgresql import ARRAY, JSONB
from sqlalchemy.orm import Mapped, mapped_column, relationship

from chassis.context import current
from services.documents.domain import gate, late_findings
from services.documents.domain.gate import Finding
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


class FollowUp(Base):
    """What was done about findings in a file that was given, in words of the PPID who noted it.

    `noted_by` is an actor, `noter` the name of that person then; `reopened_at` since when something else was found
    since, None while it stands. At most one of a file stands.
    """

    __tablename__ = "follow_up"

    tenant: Mapped[str] = mapped_column(primary_key=True, default=lambda: current().tenant)
    document_id: Mapped[UUID] = mapped_column(primary_key=True)
    noted_at: Mapped[datetime] = mapped_column(primary_key=True)
    words: Mapped[str]
    noted_by: Mapped[str]
    noter: Mapped[str | None]
    reopened_at: Mapped[datetime | None]


class Clearance(Base):
    """What the checker found in the bytes that it read: `sha256`, `storage_version`.

    `checker` says by which rules, a number, and `rules` the same to compare by.
    `findings` are as `gate.Finding.told` says them; `blackened` the letters of UU 14/2008 Pasal 17 by which something
    is blackened in them, none where nothing is known of; `cleared_at` is since when the file may be given, None before;
    `suspended_at` since when it may not be any more, None where it may, never might, or a copy replaced it;
    `found_since` since when findings stand open in it that newer rules made, none of which was followed up before;
    `asked_at` since when somebody waits for it to be read by newer rules before its turn.
    """

    __tablename__ = "clearance"

    tenant: Mapped[str] = mapped_column(primary_key=True, default=lambda: current().tenant)
    document_id: Mapped[UUID] = mapped_column(primary_key=True)
    sha256: Mapped[str]
    storage_version: Mapped[str]
    checker: Mapped[str]
    rules: Mapped[int] = mapped_column(Computed("checker::integer"))
    findings: Mapped[list[dict[str, Any]]] = mapped_column(JSONB)
    blackened: Mapped[list[str]] = mapped_column(ARRAY(Text), default=list)
    checked_at: Mapped[datetime]
    cleared_at: Mapped[datetime | None]
    suspended_at: Mapped[datetime | None]
    found_since: Mapped[datetime | None]
    asked_at: Mapped[datetime | None]
    acceptances: Mapped[list[Acceptance]] = relationship(
        primaryjoin=lambda: (Clearance.tenant == Acceptance.tenant) & (Clearance.document_id == Acceptance.document_id),
        foreign_keys=lambda: [Acceptance.tenant, Acceptance.document_id],
        order_by=lambda: Acceptance.finding,
        lazy="selectin",
        viewonly=True,
    )

    @property
    def outdated(self) -> bool:
        """Whether the checker's rules have grown since it read the file."""
        return int(self.checker) < int(gate.CHECKER)

    @property
    def notice_by(self) -> datetime | None:
        """By when persons and agency are told if personal data came out with it; None where nothing did.

        What may be given although findings stand open in it was given before they were found: there is no other way.
        """
        left = gate.open_findings(self.found, [one.finding for one in self.acceptances])
        return late_findings.notice_by(self.found_since) if self.cleared_at and left else None

    @property
    def found(self) -> list[Finding]:
        """What the checker found."""
        return [Finding.heard(told) for told in self.findings]
