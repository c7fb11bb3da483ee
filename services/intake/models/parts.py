"""Into which questions an office splits a request."""

from datetime import datetime
from uuid import UUID

from sqlalchemy.orm import Mapped, mapped_column

from chassis.context import current
from services.intake.models import Base


class Part(Base):
    """One question of a request, in an officer's words; a proposal until a request of the same id stands for it.

    Never changed: who splits otherwise proposes anew.
    """

    __tablename__ = "request_part"

    tenant: Mapped[str] = mapped_column(primary_key=True, default=lambda: current().tenant)
    id: Mapped[UUID] = mapped_column(primary_key=True)
    request_id: Mapped[UUID]
    position: Mapped[int]
    category: Mapped[str]
    subject: Mapped[str]
    detail: Mapped[str]
    proposed_at: Mapped[datetime]
