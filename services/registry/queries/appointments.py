"""Who holds the roles of the law in the office in force, and who held them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from chassis.db import transaction
from services.registry.domain.appointments import SIGNING, holder_on
from services.registry.models.appointments import Appointed


@dataclass(frozen=True, slots=True)
class Line:
    """An appointment as it stands on a day: `current` while it runs, `signs` where its holder is who signs."""

    appointed: Appointed
    current: bool
    signs: bool


def recorded(session: Session) -> Sequence[Appointed]:
    """All appointments of the office, the latest first."""
    return session.scalars(select(Appointed).order_by(Appointed.since.desc(), Appointed.id)).all()


def board(on: date) -> list[Line]:
    """The office's appointments as they stand on a day, the latest first."""
    with transaction() as session:
        rows = recorded(session)
    known = [row.appointment for row in rows]
    signing = {holder.id for role in SIGNING if (holder := holder_on(known, role, on))}
    return [Line(row, row.appointment.covers(on), row.id in signing) for row in rows]
