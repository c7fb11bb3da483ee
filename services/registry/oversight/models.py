"""What an office told the offices above it of what is late, and what it was told by the offices below."""

from datetime import date, datetime
from uuid import UUID

from sqlalchemy.orm import Mapped

from services.registry.models import Base, Owned


class Escalation(Owned, Base):
    """What a supervising office was last told of a case of this office, or of an objection to it (`objection_id`).

    `version` counts the events.
    """

    __tablename__ = "escalation"

    case_id: Mapped[UUID]
    objection_id: Mapped[UUID | None]
    supervisor: Mapped[str]
    step: Mapped[str]
    stage: Mapped[str]
    due_on: Mapped[date]
    open: Mapped[bool]
    version: Mapped[int]


class WatchedCase(Owned, Base):
    """A case, or an objection to one, of an office below that is due soon or overdue. It names nobody.

    `version` is that of the last event, `told_at` its moment; none for what was told before that was kept.
    """

    __tablename__ = "watched_case"

    office: Mapped[str]
    case_id: Mapped[UUID]
    objection_id: Mapped[UUID | None]
    number: Mapped[str]
    step: Mapped[str]
    regime: Mapped[str]
    stage: Mapped[str]
    due_on: Mapped[date]
    open: Mapped[bool]
    version: Mapped[int]
    told_at: Mapped[datetime | None]

    @property
    def about(self) -> str:
        """What waits for its answer: `request` or `objection`."""
        return "objection" if self.objection_id else "request"
