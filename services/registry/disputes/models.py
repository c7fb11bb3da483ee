"""The register of disputes."""

from datetime import date, datetime
from uuid import UUID

from sqlalchemy.orm import Mapped, mapped_column

from services.registry.disputes.domain.disputes import Act, Outcome, Party, Step
from services.registry.models import Base, Owned


class Dispute(Owned, Base):
    """A dispute before an Information Commission. `version` counts its steps and its events alike.

    `filing_until` was the last day to go there, None while neither an answer nor a silence had opened the way;
    `later_until` is that of the other reading, where a late answer opened one.
    """

    __tablename__ = "dispute"

    objection_id: Mapped[UUID]
    request_id: Mapped[UUID]
    commission: Mapped[str]
    register_number: Mapped[str | None]
    regime: Mapped[str]
    filed_on: Mapped[date]
    filing_until: Mapped[date | None]
    later_until: Mapped[date | None]
    stage: Mapped[str]
    version: Mapped[int]


class DisputeStep(Owned, Base):
    """Something that happened to a dispute; never changed. `position` is the dispute's version after it.

    An entry that `corrects` the one at another position says `because` of what.
    """

    __tablename__ = "dispute_step"

    dispute_id: Mapped[UUID]
    position: Mapped[int]
    act: Mapped[str]
    on: Mapped[date] = mapped_column("on_day")
    number: Mapped[str | None]
    outcome: Mapped[str | None]
    party: Mapped[str | None]
    note: Mapped[str | None]
    corrects: Mapped[int | None]
    because: Mapped[str | None]
    recorded_at: Mapped[datetime]
    recorded_by: Mapped[str]

    @property
    def step(self) -> Step:
        """What happened, as the domain reads it."""
        outcome = Outcome(self.outcome) if self.outcome else None
        party = Party(self.party) if self.party else None
        return Step(Act(self.act), self.on, self.number, outcome, party, self.note, self.corrects, self.because)
