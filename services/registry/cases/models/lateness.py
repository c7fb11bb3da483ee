"""What came after its day."""

from datetime import date
from uuid import UUID

from sqlalchemy.orm import Mapped

from services.registry.cases.domain.lateness import Kind, Late
from services.registry.models import Base, Owned
from statute.regimes import Regime


class Lateness(Owned, Base):
    """One such fact about a case, or about an objection to it; it is written once and never changes.

    `due_on` is the day that had passed, `done_on` when what was due came, `regime` the one by which the day counted.
    `office` is the one that had the case then, where another passed it on.
    """

    __tablename__ = "lateness"

    case_id: Mapped[UUID]
    objection_id: Mapped[UUID | None]
    kind: Mapped[str]
    due_on: Mapped[date]
    done_on: Mapped[date]
    regime: Mapped[str]
    office: Mapped[str | None]

    @property
    def late(self) -> Late:
        """The fact as the domain reads it."""
        return Late(Kind(self.kind), self.due_on, self.done_on, Regime(self.regime), self.office)
