"""Who holds the roles of the law, on which decree."""

from datetime import date, datetime

from sqlalchemy.orm import Mapped

from services.registry.appointments.domain import Appointment, Capacity, Role
from services.registry.models import Base, Owned


class Appointed(Owned, Base):
    """An appointment in the record. Only its end ever changes: `until` is its last day, `ended_because` says why."""

    __tablename__ = "appointment"

    role: Mapped[str]
    capacity: Mapped[str]
    name: Mapped[str]
    position: Mapped[str]
    holder: Mapped[str | None]
    decree_number: Mapped[str]
    decree_on: Mapped[date]
    since: Mapped[date]
    until: Mapped[date | None]
    ended_because: Mapped[str | None]
    recorded_at: Mapped[datetime]
    recorded_by: Mapped[str]
    version: Mapped[int]

    @property
    def appointment(self) -> Appointment:
        """What was recorded, as the domain reads it."""
        return Appointment(
            id=self.id,
            role=Role(self.role),
            capacity=Capacity(self.capacity),
            name=self.name,
            position=self.position,
            holder=self.holder,
            decree_number=self.decree_number,
            decree_on=self.decree_on,
            since=self.since,
            until=self.until,
        )
