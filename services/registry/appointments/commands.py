"""The roles of the law are filled by decree; who signs holds the role on the day of the act."""

from dataclasses import asdict
from datetime import date
from uuid import UUID

from sqlalchemy import select

from chassis import audit, clock
from chassis.context import current
from chassis.db import say, transaction
from chassis.errors import Changed, NotFound
from chassis.offices import today
from services.registry.appointments import domain
from services.registry.appointments.domain import Appointment
from services.registry.appointments.models import Appointed
from services.registry.appointments.queries import recorded

# Two who record at once would each find the other's days free.
_ONE_AT_A_TIME = "select pg_advisory_xact_lock(hashtext('appointment ' || %(tenant)s))"


def appoint(said: Appointment) -> Appointed:
    """Take an appointment into the record.

    Raises:
        Invalid, Overlaps: see `domain.appointments`.
    """
    with transaction() as session:
        say(_ONE_AT_A_TIME, {"tenant": current().tenant})
        domain.check(said, (one.appointment for one in recorded(session)), today())
        row = Appointed(
            **asdict(said), ended_because=None, recorded_at=clock.now(), recorded_by=current().actor, version=1
        )
        session.add(row)
        session.flush()
        audit.record(
            "appointment.recorded", row.id, role=row.role, capacity=row.capacity, holder=row.holder,
            decree=row.decree_number, since=row.since, until=row.until,
        )  # fmt: skip
    return row


def end(appointment_id: UUID, expected: int, last_on: date, because: str) -> Appointed:
    """Set the last day of an appointment.

    Args:
        appointment_id: the appointment. expected: the version that was seen. last_on: the last day of holding the
            role; the day before the first for one that never began. because: why, with its decree where there is one.

    Raises:
        NotFound, Changed, Invalid: see `domain.appointments` and `chassis.errors`.
    """
    with transaction() as session:
        row = session.scalar(select(Appointed).where(Appointed.id == appointment_id).with_for_update())
        if row is None:
            raise NotFound
        if row.version != expected:
            raise Changed
        domain.check_end(row.appointment, last_on)
        row.until, row.ended_because, row.version = last_on, because, row.version + 1
        audit.record("appointment.ended", row.id, role=row.role, until=last_on)
    return row
