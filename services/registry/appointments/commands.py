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
from services.registry.appointments.domain import Appointment, Role
from services.registry.appointments.models import Appointed
from services.registry.appointments.queries import holders, recorded
from services.registry.cases.domain.cases import PPID, TRANSITIONS, Act

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


def signing_letter(act: Act) -> dict[str, str]:
    """Return what stands under the letter of an act: the PPID's name where the act is his, otherwise who writes at the
    desk.

    Nothing stands there where nobody appointed who writes.

    Raises:
        NotAppointed: the act is the PPID's, and the actor is not who signs as PPID today.
    """
    if TRANSITIONS[act].role == PPID:
        return signing(PPID).signature | {"signing_role": PPID}
    found = domain.at_desk([*holders(Role.PPID), *holders(Role.OFFICER)], current().actor, today())
    return found.signature | {"signing_role": found.role} if found else {}


def preparer_of(actor: str) -> str | None:
    """Who prepared what the actor in force signs, as a letter names it; None where he prepared it himself."""
    if actor == current().actor:
        return None
    return domain.preparer([*holders(Role.PPID), *holders(Role.OFFICER)], actor, today())


def signing(role: str) -> Appointment:
    """Return the appointment in which the actor signs now, in the office in force; asked within the act's transaction.

    Raises:
        NotAppointed: he does not hold the role today; the detail says who does and what is possible.
    """
    return domain.signatory(holders(role), Role(role), current().actor, today())
