"""What officers noted about a request that seems not to be made in earnest."""

from datetime import datetime
from uuid import UUID

from sqlalchemy.orm import Mapped, mapped_column

from chassis.context import current
from services.intake.models import Base

EVIDENCE, REMOVAL = "indication.evidence", "indication.removal"  # what the sealed columns are sealed for


class Indication(Base):
    """An indication with its evidence, which speaks of a person and lies sealed; taken back it stays on the record."""

    __tablename__ = "indication"

    tenant: Mapped[str] = mapped_column(primary_key=True, default=lambda: current().tenant)
    id: Mapped[UUID] = mapped_column(primary_key=True)
    request_id: Mapped[UUID]
    ground: Mapped[str]
    evidence_sealed: Mapped[bytes]
    at: Mapped[datetime]
    by: Mapped[str]
    removed_at: Mapped[datetime | None]
    removed_by: Mapped[str | None]
    removal_sealed: Mapped[bytes | None]
