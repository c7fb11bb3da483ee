"""Who holds the roles of the law in the office in force, and who held them."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from chassis.context import current
from chassis.db import rows, transaction
from chassis.offices import today
from services.registry.appointments.domain import (
    SIGNING,
    Appointment,
    Capacity,
    NotAppointed,
    Role,
    holder_on,
    signatory,
)
from services.registry.appointments.models import Appointed

_HOLDERS = f"select {', '.join(Appointment.__dataclass_fields__)} from appointment where role = %(role)s"  # noqa: S608


@dataclass(frozen=True, slots=True)
class Line:
    """An appointment as it stands today: `current` while it runs, `signs` where its holder is who signs today."""

    appointed: Appointed
    current: bool
    signs: bool


def recorded(session: Session) -> Sequence[Appointed]:
    """All appointments of the office, the latest first."""
    return session.scalars(select(Appointed).order_by(Appointed.since.desc(), Appointed.id)).all()


def holders(role: str) -> list[Appointment]:
    """Who holds or held a role in the office. Every act that is signed asks this, so it goes straight to the driver."""
    return [
        Appointment(**row | {"role": Role(row["role"]), "capacity": Capacity(row["capacity"])})
        for row in rows(_HOLDERS, {"role": role})
    ]


def obstacle(role: str) -> str | None:
    """Why the actor cannot sign today in a role that he has signed in with; None where he can, or has no such role."""
    if role not in current().roles:
        return None
    try:
        signatory(holders(role), Role(role), current().actor, today())
    except NotAppointed as missing:
        return missing.detail
    return None


def board() -> list[Line]:
    """Return the office's appointments as they stand today, the latest first."""
    on = today()
    with transaction() as session:
        found = recorded(session)
    known = [row.appointment for row in found]
    signing = {holder.id for role in SIGNING if (holder := holder_on(known, role, on))}
    return [Line(row, row.appointment.covers(on), row.id in signing) for row in found]
